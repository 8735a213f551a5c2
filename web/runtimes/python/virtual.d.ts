/** Made when the project is built, from `torch/`. */
declare module "virtual:torch" {
  /** JSON: the sources of what every program with PyTorch loads, by their paths. */
  export const files: string;
  /** A program that has one of these in it, as a word, needs `virtual:torch-more` as well. */
  export const moreNames: readonly string[];
}

declare module "virtual:torch-more" {
  /** JSON: the sources of the rest, by their paths, which go beside those of `virtual:torch`. */
  export const files: string;
}
