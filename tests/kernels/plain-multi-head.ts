import type { Tensor } from "../../web/kernels/index.js";
import { at0, type Formula, get, indices, type Named, size, type Values } from "./arithmetic.js";
import { gradientFormulas } from "./plain-gradients.js";

/* Multi-head attention around the attention of its heads, and its gradients. */

/** [batch, seq, heads · headDim] -> [batch, heads, seq, headDim], and back when seq and heads change places. */
export function swap(x: Values, batch: number, outer: number, inner: number, width: number): number[] {
  return indices(batch * inner * outer * width).map((at) => {
    const d = at % width;
    const i = Math.floor(at / width) % outer;
    const j = Math.floor(at / width / outer) % inner;
    const b = Math.floor(at / width / outer / inner);
    return at0(x, ((b * outer + i) * inner + j) * width + d);
  });
}

/** Not a Float32Array, which would round what float64 must not; formulas only ever read its elements. */
const tensorOf = (shape: readonly number[], data: Values): Tensor => ({ shape, data: data as Float32Array });

const of = (outputs: Named<Values>, name: string): Values => outputs[name] ?? [];

/** From what the forward call returned; `attentionBackward` is the formula of one attention's gradients. */
export const multiHeadAttentionBackward =
  (attentionBackward: Formula): Formula =>
  (arithmetic, inputs, options) => {
    const heads = Number(options.numHeads);
    const [batch, seqQ, model] = get(inputs, "query").shape as [number, number, number];
    const seqK = size(inputs.key, 1);
    const headDim = model / heads;
    const split = (data: Values, seq: number) =>
      tensorOf([batch, heads, seq, headDim], swap(data, batch, seq, heads, headDim));
    const join = (data: Values, seq: number) => tensorOf([batch, seq, model], swap(data, batch, heads, seq, headDim));
    const back = (x: string, w: string, dy: Tensor) =>
      gradientFormulas.linearBackward(arithmetic, { x: get(inputs, x), w: get(inputs, w), dy }, {});

    const last = back("context", "wo", get(inputs, "dout"));
    const { keyMask } = inputs;
    const attention = {
      q: split(get(inputs, "q").data, seqQ),
      k: split(get(inputs, "k").data, seqK),
      v: split(get(inputs, "v").data, seqK),
      dout: split(of(last, "dx"), seqQ),
      ...(keyMask && { mask: { shape: [batch, 1, 1, seqK], data: keyMask.data } }),
    };
    const { causal, queryOffset } = options;
    const { dq = [], dk = [], dv = [] } = attentionBackward(arithmetic, attention, { causal, queryOffset });
    const query = back("query", "wq", join(dq, seqQ));
    const key = back("key", "wk", join(dk, seqK));
    const value = back("value", "wv", join(dv, seqK));
    return {
      ...{ dquery: of(query, "dx"), dkey: of(key, "dx"), dvalue: of(value, "dx") },
      ...{ dwq: of(query, "dw"), dwk: of(key, "dw"), dwv: of(value, "dw"), dwo: of(last, "dw") },
      ...{ dbq: of(query, "db"), dbk: of(key, "db"), dbv: of(value, "db"), dbo: of(last, "db") },
    };
  };
