/** Why the judge cannot judge. What learner code does is never an error but a report. */
export class JudgeError extends Error {
  override readonly name = "JudgeError";

  constructor(
    readonly code:
      | "unknown-exercise"
      | "unknown-language"
      | "unknown-case"
      | "bad-exercise"
      | "bad-inputs"
      | "bad-seed"
      | "no-runtime",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
