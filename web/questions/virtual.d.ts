/** Made when the project is built, from `heads.ts`. */
declare module "virtual:attention-dojo/heads-of-questions" {
  export const heads: readonly import("./question.js").QuestionHead[];
}
