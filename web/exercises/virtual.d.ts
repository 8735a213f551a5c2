/** Made when the project is built, from `heads.ts`. */
declare module "virtual:attention-dojo/heads-of-exercises" {
  export const heads: readonly import("../format/exercise.js").Head[];
}
