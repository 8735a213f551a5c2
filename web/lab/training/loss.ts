import type { Floats, Ints, Workspace } from "./workspace.js";

/** The mean cross-entropy of logits, and its gradient. */
export class Loss {
  readonly #workspace: Workspace;
  readonly #loss: Floats;
  readonly #dlogits: Floats;

  constructor(workspace: Workspace, shape: readonly number[]) {
    this.#workspace = workspace;
    this.#loss = workspace.floats([1]);
    this.#dlogits = workspace.floats(shape);
  }

  of(logits: Floats, targets: Ints): number {
    this.#workspace.kernels.crossEntropy({ logits, targets }, {}, { loss: this.#loss });
    return this.#loss.read().data[0] ?? Number.NaN;
  }

  gradient(logits: Floats, targets: Ints): Floats {
    this.#workspace.kernels.crossEntropyBackward({ logits, targets }, {}, { dlogits: this.#dlogits });
    return this.#dlogits;
  }
}

/** In how many rows the largest logit is that of the right class. */
export function countRight(logits: Float32Array, labels: ArrayLike<number>): number {
  const classes = logits.length / labels.length;
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    if (scores.indexOf(Math.max(...scores)) === labels[row]) right += 1;
  }
  return right;
}
