import { type Arithmetic, at0, type Formula, get, indices, type Named, size, type Values } from "./arithmetic.js";

/*
 * The gradients of attention as their formulas read. They go back from the forward formula's own outputs: golden files hold
 * `out` and `lse` rounded to float32, but PyTorch went back from what it had in float64.
 */

const at = (outputs: Named<Values>, name: string): Values => outputs[name] ?? [];

export const attentionBackward =
  (forward: Formula): Formula =>
  (arithmetic: Arithmetic, inputs, options) => {
    const { round } = arithmetic;
    const [q, k, v, dout] = [get(inputs, "q"), get(inputs, "k"), get(inputs, "v"), get(inputs, "dout")];
    const { lse: _, out: __, dout: ___, ...forwardInputs } = inputs;
    const outputs = forward(arithmetic, forwardInputs, options);
    const [p, out] = [at(outputs, "weights"), at(outputs, "out")];
    const [heads, kvHeads, queries, keys] = [size(q, 1), size(k, 1), size(q, 2), size(k, 2)];
    const [headDim, valueDim] = [size(q, 3), size(v, 3)];
    const group = heads / kvHeads;
    const [scale, softcap] = [round(Number(options.scale ?? headDim ** -0.5)), Number(options.softcap ?? 0)];
    const keyOf = (row: number, j: number) => Math.floor(row / queries / group) * keys + j;

    const ds = indices(size(q, 0) * heads * queries).flatMap((row) => {
      const delta = arithmetic.dot(valueDim, dout.data, row * valueDim, out, row * valueDim);
      return indices(keys).map((j) => {
        const key = keyOf(row, j);
        const dp = arithmetic.dot(valueDim, dout.data, row * valueDim, v.data, key * valueDim);
        const slope = round(at0(p, row * keys + j) * round(dp - delta));
        if (softcap <= 0) return slope;
        const score = round(arithmetic.dot(headDim, q.data, row * headDim, k.data, key * headDim) * scale);
        const bent = round(Math.tanh(round(score / softcap)));
        return round(slope * round(1 - round(bent * bent)));
      });
    });
    // The queries of the heads that read one key head follow each other.
    const overQueries = (weights: Values, x: Values, dim: number, factor: number) =>
      indices(size(k, 0) * kvHeads * keys * dim).map((index) => {
        const [j, d] = [Math.floor(index / dim), index % dim];
        const first = Math.floor(j / keys) * group * queries;
        const sum = arithmetic.sum(
          group * queries,
          (i) => at0(weights, (first + i) * keys + (j % keys)) * at0(x, (first + i) * dim + d),
        );
        return round(sum * factor);
      });
    return {
      dq: Array.from(q.data, (_value, index) => {
        const [row, d] = [Math.floor(index / headDim), index % headDim];
        const sum = arithmetic.sum(keys, (j) => at0(ds, row * keys + j) * at0(k.data, keyOf(row, j) * headDim + d));
        return round(sum * scale);
      }),
      dk: overQueries(ds, q.data, headDim, scale),
      dv: overQueries(p, dout.data, valueDim, 1),
    };
  };
