/** Made when the project is built, from `heads.ts`. */
declare module "virtual:attention-dojo/heads-of-exercises" {
  /** In the alphabetical order of their slugs. */
  export const heads: readonly import("./head.js").PackedHead[];
  /** Positions in `heads`, in the order of the list. */
  export const order: readonly number[];
}
