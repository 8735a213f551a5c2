import { atLeast, choice, count, type Row } from "../operation.js";

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
    x: "batch seq modelDim",
    /** `[modelDim, modelDim]`, output features first */
    wq: "modelDim modelDim",
    /** `[modelDim]` */
    bq: "modelDim",
    /** `[modelDim, modelDim]` */
    wk: "modelDim modelDim",
    /** `[modelDim]` */
    bk: "modelDim",
    /** `[modelDim, modelDim]` */
    wv: "modelDim modelDim",
    /** `[modelDim]` */
    bv: "modelDim",
    /** `[modelDim, modelDim]` */
    wo: "modelDim modelDim",
    /** `[modelDim]` */
    bo: "modelDim",
    /** First layer of the feed-forward network: `[hiddenDim, modelDim]` */
    w1: "hiddenDim modelDim",
    /** `[hiddenDim]` */
    b1: "hiddenDim",
    /** Second layer: `[modelDim, hiddenDim]` */
    w2: "modelDim hiddenDim",
    /** `[modelDim]` */
    b2: "modelDim",
    /** Normalization of the attention sublayer: `[modelDim]` */
    gamma1: "modelDim",
    /** `[modelDim]` */
    beta1: "modelDim",
    /** Normalization of the feed-forward sublayer: `[modelDim]` */
    gamma2: "modelDim",
    /** `[modelDim]` */
    beta2: "modelDim",
  },
  params: {
    /** Number of heads; divides modelDim. Required. */
    numHeads: count,
    /** Normalize before each sublayer instead of after the sum. Default false. */
    normFirst: false,
    /** Between the linear layers: "relu" (the default) or "gelu" (exact). */
    activation: choice("relu", "gelu"),
    /** Added to the variance in both normalizations, 0 or more. Default 1e-5. */
    eps: atLeast(0, 1e-5),
  },
  outputs: {
    /** `[batch, seq, modelDim]` */
    y: "batch seq modelDim",
  },
  dimensions: "batch seq modelDim hiddenDim numHeads",
  multiples: { modelDim: "numHeads" },
} as const satisfies Row;
