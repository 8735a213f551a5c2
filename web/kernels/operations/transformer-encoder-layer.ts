import { atLeast, choice, count, flag, float, output, type Row } from "../operation.js";

/**
 * A transformer encoder block: self-attention and a feed-forward network of two linear layers, each with a residual
 * connection and a layer normalization, which comes after the sum (post-norm) or before the sublayer (`normFirst`).
 *
 * Paper: Vaswani et al. (arXiv 1706.03762); pre-norm: Xiong et al. (arXiv 2002.04745). Meaning: `torch.nn.TransformerEncoderLayer`
 * without dropout.
 */
export const transformerEncoderLayer = {
  inputs: {
    /** `[batch, seq, modelDim]` */
    x: float("batch seq modelDim"),
    /** `[modelDim, modelDim]`, output features first */
    wq: float("modelDim modelDim"),
    /** `[modelDim]` */
    bq: float("modelDim"),
    /** `[modelDim, modelDim]` */
    wk: float("modelDim modelDim"),
    /** `[modelDim]` */
    bk: float("modelDim"),
    /** `[modelDim, modelDim]` */
    wv: float("modelDim modelDim"),
    /** `[modelDim]` */
    bv: float("modelDim"),
    /** `[modelDim, modelDim]` */
    wo: float("modelDim modelDim"),
    /** `[modelDim]` */
    bo: float("modelDim"),
    /** First layer of the feed-forward network: `[hiddenDim, modelDim]` */
    w1: float("hiddenDim modelDim"),
    /** `[hiddenDim]` */
    b1: float("hiddenDim"),
    /** Second layer: `[modelDim, hiddenDim]` */
    w2: float("modelDim hiddenDim"),
    /** `[modelDim]` */
    b2: float("modelDim"),
    /** Normalization of the attention sublayer: `[modelDim]` */
    gamma1: float("modelDim"),
    /** `[modelDim]` */
    beta1: float("modelDim"),
    /** Normalization of the feed-forward sublayer: `[modelDim]` */
    gamma2: float("modelDim"),
    /** `[modelDim]` */
    beta2: float("modelDim"),
  },
  params: {
    /** Number of heads; divides modelDim. Required. */
    numHeads: count,
    /** Normalize before each sublayer instead of after the sum. Default false. */
    normFirst: flag,
    /** Between the linear layers: "relu" (the default) or "gelu" (exact). */
    activation: choice("relu", "gelu"),
    /** Added to the variance in both normalizations, 0 or more. Default 1e-5. */
    eps: atLeast(0, 1e-5),
  },
  outputs: {
    /** `[batch, seq, modelDim]` */
    y: output("batch seq modelDim"),
  },
  dimensions: "batch seq modelDim hiddenDim numHeads",
  multiples: { modelDim: "numHeads" },
} satisfies Row;
