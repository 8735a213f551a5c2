/** Why an exercise of a site's own cannot be used. The message names the part and how to fix it. */
export class OwnExerciseError extends Error {
  override readonly name = "OwnExerciseError";

  constructor(
    /** `unreadable`: it did not come, or is no JSON. `too-large`: it is beyond a limit. `invalid`: a part of it is wrong. */
    readonly code: "unreadable" | "too-large" | "invalid",
    /** The part that is wrong, such as `mistakes[2].code`; empty for the whole. */
    readonly path: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(path === "" ? problem : `${path} ${problem}`, options);
  }
}
