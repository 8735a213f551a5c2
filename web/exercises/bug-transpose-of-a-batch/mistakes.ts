import { matmul, type Nd, permute, reshape } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import scaledDotProduct from "../scaled-dot-product-attention/mistakes.js";
import { attend, last, overKeys, unstableOverKeys, type Variant } from "../shared/wrong-attention.js";

interface Qkv {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;
const swapFirstTwo = (x: Nd) => permute(x, [1, 0, 2]);

/** Weights (L, B, S) by values (B, S, e), as the language multiplies them. */
type Product = (weights: Nd, v: Nd) => Nd;

/** NumPy repeats a leading axis of size one, and raises where L and B differ otherwise. */
const inNumpy: Product = (weights, v) => {
  const [L, B] = weights.shape as [number, number, number];
  if (B === 1) return matmul(weights, reshape(v, v.shape.slice(1)));
  if (L === 1) return matmul(reshape(weights, weights.shape.slice(1)), v);
  return matmul(weights, v);
};

/** JavaScript takes the values of as many sequences as there are queries, and finds undefined where there are fewer. */
const inJavaScript: Product = (weights, v) => {
  const L = size(weights, 0);
  if (L > size(v, 0)) throw new TypeError("Cannot read properties of undefined (reading '0')");
  return matmul(weights, { shape: [L, ...v.shape.slice(1)], data: v.data.slice(0, (v.data.length / size(v, 0)) * L) });
};

/** The program as it is found, and with either softmax. */
const swapped = (scaleOf: (d: number) => number) =>
  [inNumpy, inJavaScript].flatMap((product) =>
    [overKeys, unstableOverKeys].map(
      (weigh): Way<Qkv> =>
        ({ q, k, v }) => {
          const variant: Variant = { scale: scaleOf(last(q)), weigh };
          const { weights } = attend(q, k, v, variant);
          return product(swapFirstTwo(weights), v);
        },
    ),
  );

const sequenceFirst =
  (scaleOf: (d: number) => number): Way<Qkv> =>
  ({ q, k, v }) =>
    swapFirstTwo(attend(q, k, v, { scale: scaleOf(last(q)) }).out);

const unscaled = () => 1;
const scaled = (d: number) => 1 / Math.sqrt(d);

const mistakes: readonly Mistake<Qkv>[] = [
  {
    code: "batch-axes-swapped",
    title: { en: "The batch and sequence axes are swapped", zh: "batch 维与序列维换了位置" },
    explanation: {
      en: "The scores have the shape (L, B, S), sequence first, but the values and the answer have the batch first. Where B and L differ, the product with the values fails, or its result has the wrong shape. Where they are equal it runs, and place (b, i) of the result holds the values of sequence b, averaged with the weights of query b of sequence i. Swap only the last two axes of the keys; the batch stays where it is. There may be another bug behind this one.",
      zh: "分数的形状是 (L, B, S)，序列维在前；而 value 和答案都是 batch 在前。B 与 L 不等时，再与 value 相乘要么报错，要么形状不对；两者恰好相等时能运行，但结果的 (b, i) 处是用序列 i 的第 b 个 query 的权重去平均序列 b 的 value。只应交换 key 的最后两维，batch 维不动。这之后可能还有别的错误。",
    },
    raises: /remapped shapes|at non-singleton dimension 0/,
    ways: [...swapped(unscaled), ...swapped(scaled), sequenceFirst(unscaled), sequenceFirst(scaled)],
  },
  ...scaledDotProduct,
];

export default mistakes;
