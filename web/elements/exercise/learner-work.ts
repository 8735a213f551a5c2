import { type ByLanguage, type Language, languageNames } from "../../format/index.js";
import type { Verdict } from "../../judge/index.js";
import type { Earlier } from "../shared/earlier-memory.js";
import { type ExerciseMemory, grown, type Remembered } from "./exercise-memory.js";

/**
 * What a learner has done on one exercise. Every change is kept at once, and changes nothing else: whoever changes something
 * has followed what other tabs did.
 */
export class LearnerWork {
  private current: Remembered;
  /** What the memory gave last. Whatever it gives that is not this was done elsewhere. */
  private seen: Remembered;

  constructor(
    private readonly memory: ExerciseMemory,
    private readonly key: string,
  ) {
    this.current = this.seen = memory.read(key);
  }

  get remembered(): Remembered {
    return this.current;
  }

  /** Takes over what was done elsewhere, but for the code of `held`: if that was changed too, gives what became of it. */
  follow(held: Language | null): { readonly other: string | undefined } | null {
    const { current, seen } = this;
    const kept = this.memory.read(this.key);
    const changed = languageNames.filter(
      (name) => kept.sources[name] !== seen.sources[name] && kept.sources[name] !== current.sources[name],
    );
    const taken = changed.reduce(
      (sources, name) => (name === held ? sources : withSource(sources, name, kept.sources[name])),
      current.sources,
    );
    this.seen = kept;
    const { ownCase } = kept;
    this.current = { ...grown(current, kept), ...(ownCase && { ownCase }), sources: taken };
    // Two tabs wrote at the same moment, and the later one knew less.
    if (grown(kept, seen) !== kept) this.remember({});
    return held && changed.includes(held) ? { other: kept.sources[held] } : null;
  }

  remember(change: Partial<Remembered>): void {
    this.current = { ...this.current, ...change };
    this.memory.write(this.key, this.current);
    this.seen = this.memory.read(this.key);
  }

  /** Code that is the starter is nobody's work, and not kept. */
  write(language: Language, source: string, starter: string): void {
    this.remember({ sources: withSource(this.current.sources, language, source === starter ? undefined : source) });
  }

  /** Code that gave way to other code, or was submitted, the newest first. */
  earlier(language: Language): readonly Earlier[] {
    return this.memory.earlier?.read(this.key).filter((it) => it.language === language) ?? [];
  }

  /** @param verdict of code that was submitted */
  keepEarlier(language: Language, source: string, verdict?: Verdict): void {
    this.memory.earlier?.keep(this.key, source, language, verdict);
  }
}

function withSource(sources: ByLanguage<string>, language: Language, source: string | undefined): ByLanguage<string> {
  const { [language]: _, ...others } = sources;
  return source === undefined ? others : { ...others, [language]: source };
}
