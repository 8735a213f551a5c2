/** A JavaScript program for an exercise, as people write them. */
export interface Style {
  readonly exercise: string;
  readonly name: string;
  readonly source: string;
}

/** A wrong one, and the code of the mistake that the judge must name. */
export interface WrongStyle extends Style {
  readonly mistake: string;
}

/** From the mistake, what the program does and its source to a wrong one of an exercise. */
export const wrongStylesOf =
  (exercise: string) =>
  (mistake: string, name: string, source: string): WrongStyle => ({ exercise, mistake, name, source });

/** The source with a few one-liners before it: dot, exp (of a row, its maximum subtracted), share (of the row's sum), average. */
export const withHelpers = (source: string) => `
  const dot = (a, b) => a.reduce((s, x, i) => s + x * b[i], 0);
  const exp = (row) => { const m = Math.max(...row); return row.map((x) => Math.exp(x - m)); };
  const share = (row) => { const t = row.reduce((a, b) => a + b, 0); return row.map((x) => x / t); };
  const average = (weights, v) => v[0].map((_, c) => weights.reduce((s, w, j) => s + w * v[j][c], 0));
  ${source}`;
