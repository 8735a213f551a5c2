import { choice, ints, type Row, strided } from "../../operation.js";

/** Writes keys and values into a cache of a narrow type, whose rows are as `cpp/ops/cache/store_narrow.h` says. */
export const storeNarrow = {
  inputs: {
    k: "batch numKvHeads seqK headDim",
    v: "batch numKvHeads seqK valueDim",
    /** Rows of words; written. */
    kCache: strided("batch numKvHeads seqK headDim"),
    vCache: strided("batch numKvHeads seqK valueDim"),
    /** Not 0 where a row may hold an infinity or NaN; written. */
    strange: ints("batch numKvHeads"),
  },
  params: {
    dtype: choice("float16", "int8"),
  },
  outputs: {},
} as const satisfies Row;
