import type { Earlier } from "../shared/earlier-memory.js";
import type { QuestionMemory, RememberedAnswer } from "./question-memory.js";

/** What a learner has answered to one question. Every change is kept at once, on top of what other tabs did. */
export class AnswerWork {
  private current: RememberedAnswer;
  /** What the memory gave last. Whatever it gives that is not this was done elsewhere. */
  private seen: RememberedAnswer;

  constructor(
    private readonly memory: QuestionMemory,
    private readonly slug: string,
  ) {
    this.current = this.seen = memory.read(slug);
  }

  get answer(): RememberedAnswer {
    return this.current;
  }

  /** Takes over what was done elsewhere; where the answer here is held, gives the other one instead, if there is another. */
  follow(isHeld: boolean): RememberedAnswer | null {
    const kept = this.memory.read(this.slug);
    const isOther = !isSame(kept, this.seen) && !isSame(kept, this.current);
    this.seen = kept;
    if (!isOther) return null;
    if (!isHeld) this.current = kept;
    // A mark is the question's last, whatever is being written now.
    else this.current = { ...this.current, mark: kept.mark ?? this.current.mark };
    return isHeld ? kept : null;
  }

  remember(change: Partial<RememberedAnswer>): void {
    this.current = { ...this.current, ...change };
    this.memory.write(this.slug, this.current);
    this.seen = this.memory.read(this.slug);
  }

  /** Written answers that gave way to others, the newest first. */
  get earlier(): readonly Earlier[] {
    return this.memory.earlier?.read(this.slug) ?? [];
  }

  keepEarlier({ written }: RememberedAnswer): void {
    if (written.trim()) this.memory.earlier?.keep(this.slug, written);
  }
}

const isSame = (a: RememberedAnswer, b: RememberedAnswer): boolean => essence(a) === essence(b);

const essence = ({ chosen, written, ticked, step, mark }: RememberedAnswer): string =>
  JSON.stringify([chosen, written, ticked, step, mark && [mark.points, mark.of]]);
