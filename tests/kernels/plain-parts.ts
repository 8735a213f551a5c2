import { at0, type Formula, get, indices, size } from "./arithmetic.js";

/* Attention whose keys come in parts, merged afterwards. */

export const mergeAttention: Formula = (arithmetic, inputs) => {
  const [outs, lses] = [get(inputs, "outs"), get(inputs, "lses")];
  const [parts, dim] = [size(outs, 0), size(outs, -1)];
  const rows = lses.shape.slice(1).reduce((a, b) => a * b, 1);
  const merged = indices(rows).map((row) => {
    // What an empty part holds is not looked at.
    const seen = indices(parts).filter((p) => at0(lses.data, p * rows + row) > Number.NEGATIVE_INFINITY);
    const { weights, lse } = arithmetic.softmax(seen.map((p) => at0(lses.data, p * rows + row)));
    const value = (i: number, e: number) => at0(outs.data, (at0(seen, i) * rows + row) * dim + e);
    return {
      out: indices(dim).map((e) => arithmetic.sum(seen.length, (i) => at0(weights, i) * value(i, e))),
      lse,
    };
  });
  return { out: merged.flatMap(({ out }) => out), lse: merged.map(({ lse }) => lse) };
};
