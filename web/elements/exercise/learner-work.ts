import type { Language } from "../../format/index.js";
import type { ExerciseMemory, Remembered } from "./exercise-memory.js";

/** What a learner has done on one exercise. Every change is kept at once. */
export class LearnerWork {
  private current: Remembered;

  constructor(
    private readonly memory: ExerciseMemory,
    private readonly key: string,
  ) {
    this.current = memory.read(key);
  }

  get remembered(): Remembered {
    return this.current;
  }

  remember(change: Partial<Remembered>): void {
    this.current = { ...this.current, ...change };
    this.memory.write(this.key, this.current);
  }

  /** Code that is the starter is nobody's work, and not kept. */
  write(language: Language, source: string, starter: string): void {
    const { [language]: _, ...others } = this.current.sources;
    this.remember({ sources: source === starter ? others : { ...others, [language]: source } });
  }
}
