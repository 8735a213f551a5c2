/** A dimension as a row of the operation table writes it, read once. */
export interface Axis {
  /** As in messages: `seqK`, `2`, `2*dim`, `seqPast+seqK`, `2*seq-1`, and `rows` for `...rows`. */
  readonly name: string;
  /** A name of its own, and no expression. */
  readonly isName: boolean;
  /** Stands for any number of leading dimensions. */
  readonly many: boolean;
  /** What it is the sum of; nothing where it is no sum. */
  readonly terms: readonly Axis[];
  /** What it is the product of, names and numbers. */
  readonly factors: readonly (string | number)[];
}

/** Reads a shape: `batch numHeads seqQ headDim`. */
export const readAxes = (shape: string): readonly Axis[] => shape.split(" ").map(readAxis);

/** Reads one dimension, or the expression in its place. */
export function readAxis(word: string): Axis {
  const name = word.replace("...", "");
  const terms = name.split(/\+|(?=-)/);
  return {
    name,
    isName: /^[a-z]\w*$/i.test(name),
    many: name !== word,
    terms: terms.length > 1 ? terms.map(readAxis) : [],
    factors: name.split("*").map((factor) => (/^-?\d/.test(factor) ? Number(factor) : factor)),
  };
}
