import { broadcastFloat, choice, ints, maskOrBias, perEntry, type Row, strided } from "../../operation.js";
import { scaledDotProductAttention } from "../scaled-dot-product-attention.js";

const { scale, softcap, causal, window, queryOffset, returnWeights, returnLse } = scaledDotProductAttention.params;

/** `scaledDotProductAttention` over what `storeNarrow` has written. */
export const narrowAttention = {
  inputs: {
    q: "batch numHeads seqQ headDim",
    k: strided("batch numKvHeads seqK headDim"),
    v: strided("batch numKvHeads seqK valueDim"),
    strange: ints("batch numKvHeads"),
    mask: maskOrBias("batch numHeads seqQ seqK?"),
    bias: broadcastFloat("batch numHeads seqQ seqK?"),
    sinks: "numHeads?",
  },
  params: {
    dtype: choice("float16", "int8"),
    ...{ scale, softcap, causal, window, queryOffset, returnWeights, returnLse },
    kvLengths: perEntry(0, "seqK"),
  },
  outputs: {
    out: "batch numHeads seqQ valueDim",
    weights: "batch numHeads seqQ seqK if returnWeights",
    lse: "batch numHeads seqQ if returnLse",
  },
  dimensions: "batch numHeads numKvHeads seqQ seqK headDim valueDim",
  multiples: { numHeads: "numKvHeads" },
} as const satisfies Row;
