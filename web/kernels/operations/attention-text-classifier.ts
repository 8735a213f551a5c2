import { bool, float, indices, onRequest, output, type Row, request } from "../operation.js";

/**
 * A whole small model: embedding, self-attention of one head that ignores padding, output projection, mean over the real
 * tokens, linear classifier. Logits, not probabilities.
 *
 * Attention: Vaswani et al. (arXiv 1706.03762), scale 1 / sqrt(dim).
 */
export const attentionTextClassifier = {
  inputs: {
    /** `[batch, seq]`, Int32Array, from 0 to vocab - 1 (at padding too) */
    ids: indices("batch seq", "vocab"),
    /** `[batch, seq]`, true for real tokens. A text without any has mean zero, so its logits are bc. */
    mask: bool("batch seq"),
    /** `[vocab, dim]` */
    embedding: float("vocab dim"),
    /** `[dim, dim]`, output features first */
    wq: float("dim dim"),
    /** `[dim]` */
    bq: float("dim"),
    /** `[dim, dim]` */
    wk: float("dim dim"),
    /** `[dim]` */
    bk: float("dim"),
    /** `[dim, dim]` */
    wv: float("dim dim"),
    /** `[dim]` */
    bv: float("dim"),
    /** `[dim, dim]` */
    wo: float("dim dim"),
    /** `[dim]` */
    bo: float("dim"),
    /** Classifier: `[classes, dim]` */
    wc: float("classes dim"),
    /** `[classes]` */
    bc: float("classes"),
  },
  params: {
    /** Return `weights`, which take memory for seq x seq of each text. Default true. */
    returnWeights: request(true),
  },
  outputs: {
    /** `[batch, classes]` */
    logits: output("batch classes"),
    /** `[batch, seq, seq]`. Unless `returnWeights: false`. */
    weights: onRequest("returnWeights", "batch seq seq"),
  },
} satisfies Row;
