/** Counted when the page is built, by `figures-plugin.mjs`. */
declare module "virtual:attention-dojo-figures" {
  export const figures: {
    readonly exercises: number;
    readonly questions: number;
    /** That the judge names, over all exercises. */
    readonly mistakes: number;
    /** How many times longer than ours the fastest other library takes. */
    readonly speed: string;
  };
}
