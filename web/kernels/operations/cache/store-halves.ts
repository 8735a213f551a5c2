import { ints, type Row, strided } from "../../operation.js";

/** Writes keys and values into a cache of halves, whose rows are as `cpp/ops/cache/store_halves.h` says. */
export const storeHalves = {
  inputs: {
    k: "batch numKvHeads seqK headDim",
    v: "batch numKvHeads seqK valueDim",
    /** Rows of words; written. */
    kCache: strided("batch numKvHeads seqK headDim"),
    vCache: strided("batch numKvHeads seqK valueDim"),
    /** Not 0 where a half is infinite or NaN; written. */
    strange: ints("batch numKvHeads"),
  },
  params: {},
  outputs: {},
} as const satisfies Row;
