import {
  add,
  divide,
  map,
  matmul,
  max,
  mean,
  multiply,
  type Nd,
  reshape,
  scale,
  squeeze,
  subtract,
  sum,
  transpose,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { attentionMistakes, last, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import {
  attentionBackwardMistakes,
  type BackwardParts,
  type Gradients,
  softmaxAsIdentity,
} from "../shared/wrong-attention-backward.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { rightBackward, type SoftmaxBackward, softmaxBackwardMistakes } from "../shared/wrong-softmax-backward.js";

/** q, out and dout [B, H, L, d], k and v [B, H, S, d], lse [B, H, L]. */
interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly out: Nd;
  readonly lse: Nd;
  readonly dout: Nd;
}

type Parts = BackwardParts & Inputs;

interface FlashVariant extends Omit<Variant, "mix" | "weigh" | "rescale"> {
  /** From the scores to the weights. Default: exp(score - lse). */
  readonly weigh?: (scores: Nd, inputs: Inputs) => Nd;
  readonly rescale?: (d: number) => number;
  /** D, from the inputs, the weights and the gradient by them. Default: rowsum(dout · out). */
  readonly average?: (inputs: Inputs, weights: Nd, dp: Nd) => Nd;
  /** From weights, gradient by them and D to the gradient by the scores. */
  readonly through?: (weights: Nd, dp: Nd, average: Nd) => Nd;
  /** What dq and dk are multiplied by, from d. Default: what the scores are. */
  readonly factor?: (d: number) => number;
  readonly finish?: (parts: Parts) => Partial<Gradients>;
}

const byRoot = (d: number) => 1 / Math.sqrt(d);
const column = (x: Nd) => reshape(x, [...x.shape, 1]);
const byLse = (scores: Nd, { lse }: Inputs) => map(subtract(scores, column(lse)), Math.exp);
const ofOutputs = ({ dout, out }: Inputs) => sum(multiply(dout, out), -1);
const byDifference = (weights: Nd, dp: Nd, average: Nd) => multiply(weights, subtract(dp, average));

function backward(
  inputs: Inputs,
  {
    scale: scaled = byRoot,
    turn = (keys) => keys,
    weigh = byLse,
    rescale = () => 1,
    average = ofOutputs,
    through = byDifference,
    factor = typeof scaled === "number" ? () => scaled : scaled,
    finish = () => ({}),
  }: FlashVariant,
): Gradients {
  const { q, k, v, dout } = inputs;
  const d = last(q);
  const scores = scale(matmul(q, transpose(turn(k))), typeof scaled === "number" ? scaled : scaled(d));
  const weights = scale(weigh(scores, inputs), rescale(d));
  const dp = matmul(dout, transpose(v));
  const ds = through(weights, dp, average(inputs, weights, dp));
  const gradients: Gradients = {
    dq: scale(matmul(ds, k), factor(d)),
    dk: scale(matmul(transpose(ds), q), factor(d)),
    dv: matmul(transpose(weights), dout),
  };
  return { ...gradients, ...finish({ ...inputs, ...gradients, weights, ds, factor: factor(d) }) };
}

const way = composed(backward);
const ways = (...variants: readonly FlashVariant[]) => variants.map(way);
const finishing = (finish: (parts: Parts) => Partial<Gradients>) => way({ finish });
const averaging = (...all: readonly NonNullable<FlashVariant["average"]>[]) => all.map((average) => way({ average }));
/** Where the softmax has been gone back through by an average of its own. */
const asSoftmax = (softmaxBackward: SoftmaxBackward) => way({ through: softmaxBackward });

/** Blocks of keys that people choose. The right answer where all keys are in one. */
const blocks = [2, 4, 8, 16, 32, 64, 128];
/** Those of queries, of which there are fewer. */
const blocksOfQueries = [16, 32, 64];

/** What is done with the keys of a block as if they were all. */
const inBlocks =
  (block: number, alone: (x: Nd) => Nd) =>
  (x: Nd): Nd => {
    const S = last(x);
    const rows = x.data.length / S;
    const data = new Float64Array(x.data.length);
    for (let start = 0; start < S; start += block) {
      const width = Math.min(block, S - start);
      const part = new Float64Array(rows * width);
      for (let row = 0; row < rows; row++)
        part.set(x.data.subarray(row * S + start, row * S + start + width), row * width);
      const done = alone({ shape: [rows, width], data: part }).data;
      for (let row = 0; row < rows; row++) data.set(done.subarray(row * width, (row + 1) * width), row * S + start);
    }
    return { shape: x.shape, data };
  };

/** Only the last block of queries ("query") or of keys is left. */
const lastBlock = (x: Nd, along: "query" | "key", block: number): Nd => {
  const [L, S] = x.shape.slice(-2) as [number, number];
  const size = along === "query" ? L : S;
  const start = Math.floor((size - 1) / block) * block;
  return {
    shape: x.shape,
    data: x.data.map((value, at) => ((along === "query" ? Math.floor(at / S) % L : at % S) < start ? 0 : value)),
  };
};

const own: readonly Mistake<Inputs>[] = [
  {
    code: "row-sum-of-dp",
    title: { en: "D sums the gradients without their weights", zh: "D 求和时没有乘权重" },
    explanation: {
      en: "D was taken as the sum or the mean of dP over the keys. It is the average of dP by the weights, the sum of P · dP; and that equals the sum of dout · out over the features, for which no key is needed.",
      zh: "D 取成了 dP 对 key 的求和或平均。它应是以权重为准的平均，即 P · dP 之和；而这等于 dout · out 对特征求和，根本用不到 key。",
    },
    ways: averaging(
      (_, __, dp) => sum(dp, -1),
      (_, __, dp) => mean(dp, -1),
    ),
  },
  {
    code: "normalized-again",
    title: { en: "The weights of a block are normalised again", zh: "每一块的权重又归一化了一次" },
    explanation: {
      en: "A softmax was taken over the keys of a block, or exp(S - lse) was divided by its sum in the block. The log-sum-exp belongs to the whole row: exp(S - lse) is the final weight, and in a block the weights sum to less than 1. With a single block the mistake does not show.",
      zh: "在一块 key 之内做了 softmax，或者把 exp(S - lse) 除以了它在块内的总和。log-sum-exp 是整行的：exp(S - lse) 就是最终的权重，一块之内的权重之和小于 1。只有一块时，这个错误不会显现。",
    },
    ways: blocks.map((block) => way({ weigh: inBlocks(block, overKeys) })),
  },
  {
    code: "d-of-the-block",
    title: { en: "D sums the keys of one block only", zh: "D 只对一块之内的 key 求了和" },
    explanation: {
      en: "The sum of P · dP was taken within each block of keys. D needs all keys of the row, which no block has. That is what out is given for: D = the sum of dout · out over the features, computed before the loop.",
      zh: "P · dP 只在每一块 key 之内求了和。D 需要整行的所有 key，而任何一块都没有。给出 out 正是为此：D 等于 dout · out 对特征求和，在循环之前就能算出。",
    },
    ways: blocks.map((block) =>
      way({
        through: (weights, dp) => {
          const products = multiply(weights, dp);
          const sums = inBlocks(block, (part) =>
            multiply(
              map(part, () => 1),
              sum(part, -1),
            ),
          )(products);
          return subtract(products, multiply(weights, sums));
        },
      }),
    ),
  },
  {
    code: "lse-of-unscaled-scores",
    title: { en: "The scores are not scaled as those of lse are", zh: "分数的缩放与 lse 的不一致" },
    explanation: {
      en: "The weights are exp(q · k - lse), but lse was taken of the scaled scores, q · k / √d. With other scores the weights do not sum to one, and may overflow. Scale first, then subtract lse. (lse itself must not be scaled.)",
      zh: "权重算成了 exp(q · k - lse)，但 lse 是由缩放后的分数 q · k / √d 得到的。用别的分数，权重之和就不是 1，还可能溢出。应先缩放，再减去 lse。（lse 本身不能再缩放。）",
    },
    ways: ways(
      { scale: 1, factor: byRoot },
      { scale: 1 },
      { weigh: (scores, { lse, q }) => byLse(scores, { lse: scale(lse, byRoot(last(q))) } as Inputs) },
      { scale: (d) => 1 / d },
      { scale: (d) => 1 / d, factor: byRoot },
      { scale: Math.sqrt },
      { scale: Math.sqrt, factor: byRoot },
    ),
  },
  {
    code: "d-per-key",
    title: { en: "D is summed over the wrong axis", zh: "D 求和的维度不对" },
    explanation: {
      en: "D has one number for each query: dout · out is summed over the features, the last axis (or P · dP over the keys). Here the sum runs over the queries, over everything, or D was laid along the keys.",
      zh: "D 对每个 query 有一个数：dout · out 沿最后一维，即特征求和（或者 P · dP 对 key 求和）。这里却对 query 或所有维度求了和，或者把 D 沿 key 摆放了。",
    },
    ways: averaging(
      (_, weights, dp) => sum(multiply(weights, dp), -2),
      ({ dout, out }) => sum(multiply(dout, out), -2),
      ({ dout, out }) => sum(sum(multiply(dout, out), -1), -2),
      (inputs) => transpose(ofOutputs(inputs)),
    ),
  },
  {
    code: "d-of-other-arrays",
    title: { en: "D is not the sum of dout · out", zh: "D 不是 dout · out 之和" },
    explanation: {
      en: "D is the sum over the features of dout · out: the gradient of the output times the output. Here one of the two is missing, another array is in its place, or their product was averaged over the features instead of summed.",
      zh: "D 是 dout · out 对特征求和：输出的梯度乘以输出。这里缺了其中一个，或者用了别的数组，或者乘积对特征取了平均而不是求和。",
    },
    ways: averaging(
      ({ dout }) => sum(dout, -1),
      ({ out }) => sum(out, -1),
      ({ out }) => sum(multiply(out, out), -1),
      ({ dout }) => sum(multiply(dout, dout), -1),
      ({ dout, q }) => sum(multiply(dout, q), -1),
      ({ out, q }) => sum(multiply(out, q), -1),
      ({ dout, out }) => mean(multiply(dout, out), -1),
      ({ dout, lse }) => multiply(sum(dout, -1), column(lse)),
      ({ lse }) => column(lse),
    ),
  },
  {
    code: "lse-misused",
    title: { en: "lse is used in another way than subtracted", zh: "lse 的用法不对" },
    explanation: {
      en: "A weight is exp(score) divided by the sum of the exponentials, and lse is the logarithm of that sum, so the weight is exp(score - lse). Here lse was added, was taken for the sum itself, or exp is missing.",
      zh: "权重是 exp(分数) 除以指数之和，而 lse 是这个和的对数，所以权重是 exp(分数 - lse)。这里加上了 lse，或者把它当成了和本身，或者漏了 exp。",
    },
    ways: ways(
      { weigh: (scores, { lse }) => map(add(scores, column(lse)), Math.exp) },
      { weigh: (scores, { lse }) => divide(map(scores, Math.exp), column(lse)) },
      { weigh: (scores, { lse }) => subtract(scores, column(lse)) },
      { weigh: (scores, { lse }) => divide(map(subtract(scores, max(scores, -1)), Math.exp), column(lse)) },
    ),
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "The exponentials were taken without lse, or with the maximum of the row in its place, so the weights do not sum to one. exp(score - lse) is normalised already.",
      zh: "取指数时没有减去 lse，或者减的是该行的最大值，权重之和就不是 1。exp(分数 - lse) 已经是归一化的。",
    },
    ways: ways(
      { weigh: (scores) => map(scores, Math.exp) },
      { weigh: (scores) => map(subtract(scores, max(scores, -1)), Math.exp) },
    ),
  },
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp(score) and exp(lse) were taken apart and then divided. Near 1000 both are infinity, near -1000 both are 0, and the quotient is NaN. Subtract first: exp(score - lse) is at most 1.",
      zh: "分别取了 exp(分数) 和 exp(lse)，再相除。在 1000 附近两者都是无穷大，在 -1000 附近都是 0，商为 NaN。应先相减：exp(分数 - lse) 不超过 1。",
    },
    ways: ways({ weigh: (scores, { lse }) => divide(map(scores, Math.exp), map(column(lse), Math.exp)) }),
  },
  {
    ...softmaxAsIdentity,
    ways: ways({ through: (_, dp) => dp }),
  },
  {
    ...known("missing-keepdims"),
    title: { en: "lse or D lacks an axis", zh: "lse 或 D 少了一维" },
    explanation: {
      en: "lse and D have the shape (B, H, L), the scores have (B, H, L, S): without a last axis of size 1 they do not belong together. NumPy and PyTorch raise an error, or use the numbers of other queries where the sizes happen to agree. Write lse[..., None], and sum with keepdims=True.",
      zh: "lse 和 D 的形状是 (B, H, L)，分数是 (B, H, L, S)：末尾没有大小为 1 的一维就对不上。NumPy 和 PyTorch 会报错；大小碰巧相等时，用的是别的 query 的数。应写成 lse[..., None]，求和时加 keepdims=True。",
    },
    ways: ways(
      { weigh: (scores, { lse }) => map(subtract(scores, lse), Math.exp) },
      { average: (inputs) => squeeze(ofOutputs(inputs), -1) },
      {
        weigh: (scores, { lse }) => map(subtract(scores, lse), Math.exp),
        average: (inputs) => squeeze(ofOutputs(inputs), -1),
      },
    ),
    raises: raised.byBroadcastingHeads,
  },
  {
    code: "not-accumulated",
    title: { en: "A gradient is assigned instead of added up", zh: "梯度被覆盖，而没有累加" },
    explanation: {
      en: "Only the last term, or the last block, is left: each turn of the loop overwrites what the turns before it gave. A query reads all blocks of keys, and a key and a value serve all queries: start from zeros and add (+=).",
      zh: "只剩下最后一项或最后一块：循环每次都覆盖了前面的结果。一个 query 读取所有的 key 块，一个 key、一个 value 供所有 query 使用：应从 0 开始累加（+=）。",
    },
    ways: [
      ...blocks.map((block) =>
        finishing(({ ds, k, factor }) => ({ dq: scale(matmul(lastBlock(ds, "key", block), k), factor) })),
      ),
      ...blocksOfQueries.map((block) =>
        finishing(({ ds, weights, q, dout, factor }) => ({
          dk: scale(matmul(transpose(lastBlock(ds, "query", block)), q), factor),
          dv: matmul(transpose(lastBlock(weights, "query", block)), dout),
        })),
      ),
    ],
  },
  firstEntryOnly<Inputs>(way({})),
];

/** One-hot weights and such give zeros, which tell nothing; others are told above. */
const left: readonly string[] = [
  "hard-max",
  "normalized-by-sum",
  "maximum-starts-too-high",
  "weights-transposed",
  "not-normalized",
  "no-softmax",
];
/** Where the weights are a softmax over all keys, computed again without lse, and D comes from them. */
const recomputed = attentionMistakes<Inputs>(
  ({ weigh = overKeys, mix: _, ...scores }) => way({ ...scores, weigh, through: rightBackward }),
  4,
).filter(({ code }) => !left.includes(code));

const throughSoftmax = softmaxBackwardMistakes<Inputs>(asSoftmax).filter(
  // Told above, in the words of this task.
  ({ code }) => code !== "unweighted-sum" && code !== "missing-keepdims",
);

const mistakes: readonly Mistake<Inputs>[] = [
  attentionBackwardMistakes<Inputs>(finishing),
  throughSoftmax,
  recomputed,
].reduce(withShared, own);

export default mistakes;
