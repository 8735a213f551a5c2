import type { Tensor } from "../../web/kernels/index.js";
import { at0, type Formula, get, indices, size } from "./arithmetic.js";

/* Attention whose keys come in parts: merged afterwards, or in pages. */

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

/** Attention over what each sequence has in its pages. */
export const pagedAttention =
  (attention: Formula): Formula =>
  (arithmetic, inputs, options) => {
    const [q, table] = [get(inputs, "q"), get(inputs, "table")];
    const [heads, headDim, width] = [size(q, 1), size(q, 2), size(table, 1)];
    const gather = (name: string, b: number, length: number): Tensor => {
      const { shape, data } = get(inputs, name);
      const [, pageSize = 0, kvHeads = 0, dim = 0] = shape;
      const values = indices(kvHeads * length * dim).map((at) => {
        const [head, p, d] = [Math.floor(at / dim / length), Math.floor(at / dim) % length, at % dim];
        const page = at0(table.data, b * width + Math.floor(p / pageSize));
        return at0(data, ((page * pageSize + (p % pageSize)) * kvHeads + head) * dim + d);
      });
      // Not a Float32Array: the formula only ever reads its elements.
      return { shape: [1, kvHeads, length, dim], data: values as unknown as Float32Array };
    };
    const out = Array.from(get(inputs, "lengths").data).flatMap((length, b) => {
      const query = {
        shape: [1, heads, 1, headDim],
        data: q.data.subarray(b * heads * headDim, (b + 1) * heads * headDim) as Float32Array,
      };
      const sequence = { q: query, k: gather("kPages", b, length), v: gather("vPages", b, length) };
      return Array.from(attention(arithmetic, sequence, options).out ?? []);
    });
    return { out };
  };
