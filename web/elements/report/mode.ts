/** `run` judges the sample cases, `submit` all of them. */
export type Mode = "run" | "submit";
