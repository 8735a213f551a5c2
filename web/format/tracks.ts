/** What exercises practise, in the order in which they build on each other; then `bugs`: programs to be fixed. */
export const tracks = [
  "numerics",
  "core",
  "positions",
  "inference",
  "efficiency",
  "backward",
  "blocks",
  "training",
  "vision",
  "bugs",
] as const;

/** What an exercise practises. */
export type Track = (typeof tracks)[number];

/** The difficulties from the first to the last. */
export const difficulties = ["easy", "medium", "hard"] as const;
/** How long an exercise takes: a few minutes, a quarter of an hour, most of an interview. */
export type Difficulty = (typeof difficulties)[number];
