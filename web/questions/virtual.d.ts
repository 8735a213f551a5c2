/** Made when the project is built, from `heads.ts`. */
declare module "virtual:attention-dojo/heads-of-questions" {
  /** In the alphabetical order of their slugs. */
  export const heads: readonly Omit<import("./question.js").QuestionHead, "slug">[];
  /** Positions in `heads`, in the order of the list. */
  export const order: readonly number[];
}
