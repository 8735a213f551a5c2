import { bool, ints, type Row } from "../operation.js";

/**
 * A whole small model: embedding, self-attention of one head that ignores padding, output projection, mean over the real
 * tokens, linear classifier. Logits, not probabilities.
 *
 * Attention: Vaswani et al. (arXiv 1706.03762), scale 1 / sqrt(dim).
 */
export const attentionTextClassifier = {
  inputs: {
    /** `[batch, seq]`, Int32Array, from 0 to vocab - 1 (at padding too) */
    ids: ints("batch seq", "vocab"),
    /** `[batch, seq]`, true for real tokens. A text without any has mean zero, so its logits are bc. */
    mask: bool("batch seq"),
    /** `[vocab, dim]` */
    embedding: "vocab dim",
    /** `[dim, dim]`, output features first */
    wq: "dim dim",
    /** `[dim]` */
    bq: "dim",
    /** `[dim, dim]` */
    wk: "dim dim",
    /** `[dim]` */
    bk: "dim",
    /** `[dim, dim]` */
    wv: "dim dim",
    /** `[dim]` */
    bv: "dim",
    /** `[dim, dim]` */
    wo: "dim dim",
    /** `[dim]` */
    bo: "dim",
    /** Classifier: `[classes, dim]` */
    wc: "classes dim",
    /** `[classes]` */
    bc: "classes",
  },
  params: {
    /** Return `weights`, which take memory for seq x seq of each text. Default true. */
    returnWeights: true,
  },
  outputs: {
    /** `[batch, classes]` */
    logits: "batch classes",
    /** `[batch, seq, seq]`. Unless `returnWeights: false`. */
    weights: "batch seq seq if returnWeights",
  },
} as const satisfies Row;
