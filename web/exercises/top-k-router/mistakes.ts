import {
  divide,
  map,
  matmul,
  max,
  multiply,
  type Nd,
  reshape,
  softmax,
  subtract,
  sum,
  transpose,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import {
  byFlatThreshold,
  byThreshold,
  choiceMistakes,
  chosenDownColumns,
  chosenForAll,
  type Keeping,
  largestOfRows,
  normalizedWithoutAxis,
  notAgain,
  notScattered,
  overFirstAxis,
  overKept,
  overKeptOrZeros,
  type Weighing,
  weighingMistakes,
} from "../shared/wrong-choice.js";

interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
  readonly k: number;
}

interface Variant {
  readonly score?: (x: Nd, w: Nd) => Nd;
  readonly keep?: Keeping;
  readonly weigh?: Weighing;
}

const way = composed(
  (
    { x, w, k }: Inputs,
    { score = (x, w) => matmul(x, transpose(w)), keep = largestOfRows, weigh = overKept }: Variant,
  ): Nd => {
    const scores = score(x, w);
    return weigh(scores, keep(scores, k));
  },
);

const everyWeighing: readonly Weighing[] = [overKept, overKeptOrZeros, ...notAgain, ...overFirstAxis];

const sigmoid = (x: Nd) => map(x, (value) => 1 / (1 + Math.exp(-value)));
const shares = (x: Nd) => divide(x, sum(x, -1));

/** What is kept is looked up by its score; a second share of the same expert is added to the first, or takes its place. */
const foundByScore =
  (added: boolean): Weighing =>
  (scores, kept) => {
    const right = overKept(scores, kept);
    const m = scores.shape[1] as number;
    const data = new Float64Array(right.data.length);
    right.data.forEach((share, at) => {
      if (!kept.data[at]) return;
      const start = at - (at % m);
      const first = start + scores.data.subarray(start, start + m).indexOf(scores.data[at] as number);
      data[first] = share + (added ? (data[first] as number) : 0);
    });
    return { shape: right.shape, data };
  };
const lessThanAll: Weighing = (scores, kept) => {
  const largest = max(reshape(scores, [scores.data.length]), 0);
  return shares(multiply(map(subtract(scores, largest), Math.exp), kept));
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "softmax-before-choice",
    title: { en: "Normalised over all experts, not over the chosen", zh: "softmax 对所有专家做了，没有只对选中的做" },
    explanation: {
      en: "The softmax ran over all E experts, and the k largest were kept as they were: the shares of a token sum to less than one, and its output shrinks. Choose first and take the softmax over the chosen scores, or divide by the sum of the chosen shares.",
      zh: "softmax 对全部 E 个专家做了，再原样留下最大的 k 个：每个 token 的权重之和小于 1，输出会变小。应先选出专家，再对选中的分数做 softmax；或除以选中权重之和。",
    },
    ways: notAgain.map((weigh) => way({ weigh })),
  },
  {
    code: "experts-choose-tokens",
    title: { en: "The experts choose tokens", zh: "变成了专家选 token" },
    explanation: {
      en: "The k largest were taken along the tokens: each expert has k tokens, and a token may have none, or all experts. Here each token chooses k experts: along the last axis. (Expert choice is a router as well, but another one, and it looks into the future of a sequence.)",
      zh: "最大的 k 个是沿 token 维取的：每个专家得到 k 个 token，而某个 token 可能一个专家也没有，也可能全都有。本题是每个 token 选 k 个专家，应沿最后一维。（由专家来选也是一种路由，但不是这一种，而且会用到序列后面的 token。）",
    },
    ways: [
      ...everyWeighing.flatMap((weigh) =>
        chosenDownColumns.flatMap((keep) => [
          way({ keep, weigh }),
          way({ keep: (scores, k) => keep(softmax(scores, -1), k), weigh }),
        ]),
      ),
    ],
    raises: /selected index k out of range/,
  },
  {
    code: "softmax-over-tokens",
    title: { en: "The softmax runs over the tokens", zh: "softmax 的方向错了：沿 token 维" },
    explanation: {
      en: "The shares of each expert sum to one over the tokens, so what a token gets depends on the others in the batch. Each token divides itself among its experts: the softmax runs along the last axis.",
      zh: "每个专家的权重沿 token 求和为 1，一个 token 的结果因此取决于 batch 里的其他 token。应当是每个 token 在自己的专家之间分配：softmax 沿最后一维做。",
    },
    ways: [
      ...overFirstAxis.map((weigh) => way({ weigh })),
      ...overFirstAxis.map((weigh) => way({ weigh, keep: (scores, k) => largestOfRows(softmax(scores, 0), k) })),
      way({
        weigh: (scores, kept) => {
          const flat = reshape(scores, [1, scores.data.length]);
          return reshape(overKept(flat, reshape(kept, flat.shape)), scores.shape);
        },
      }),
    ],
  },
  {
    code: "threshold-ties",
    title: { en: "A threshold keeps more than k experts", zh: "用阈值选，选中的超过 k 个" },
    explanation: {
      en: "Every expert with a score as large as the k-th was kept. Where scores are equal that is more than k: the token costs more than it may, and buffers of a fixed size overflow. Choose by rank, of equal scores the lower index.",
      zh: "凡分数不小于第 k 大的专家都留下了。分数相等时就超过 k 个：这个 token 的计算量超出预算，固定大小的缓冲区也会溢出。应按名次选，相等时下标小的优先。",
    },
    ways: [way({ keep: byThreshold })],
  },
  {
    code: "expert-found-by-score",
    title: { en: "Of equal scores the same expert is taken twice", zh: "分数相等时同一个专家被选了两次" },
    explanation: {
      en: "The scores were sorted, and each expert was then looked up by its score, with indexOf or index. That finds the first expert with this score every time: where scores are equal, one expert is taken twice and another not at all. Sort the indices, not the scores.",
      zh: "先对分数排序，再用 indexOf 或 index 按分数找专家。它每次都返回第一个分数相同的专家：分数相等时，同一个专家被选了两次，另一个却没有选上。应对下标排序，而不是对分数排序。",
    },
    ways: [true, false].map((added) => way({ weigh: foundByScore(added) })),
  },
  {
    code: "chosen-over-the-batch",
    title: { en: "One choice for several tokens", zh: "几个 token 共用了一个选择" },
    explanation: {
      en: "The largest scores were looked for in the whole array, or all tokens got the experts or the threshold of one of them. Every token chooses by its own scores.",
      zh: "最大的分数是在整个数组里找的，或者所有 token 都用了其中某一个的专家或阈值。每个 token 应按自己的分数来选。",
    },
    ways: chosenForAll.flatMap((keep) => [way({ keep }), way({ keep, weigh: overKeptOrZeros })]),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "The scores were computed as x @ w. The weight has one row for each expert, (E, D), so it is applied as x @ w.T. With as many experts as features the wrong one runs too.",
      zh: "分数算成了 x @ w。权重每行对应一个专家，形状 (E, D)，应写 x @ w.T。专家数与特征数相同时，写错也能运行。",
    },
    ways: [way({ score: matmul })],
    raises: raised.byMatmul,
  },
  {
    code: "sigmoid-instead-of-softmax",
    title: { en: "Sigmoids instead of a softmax", zh: "用了 sigmoid 而不是 softmax" },
    explanation: {
      en: "Each score went through a sigmoid by itself, perhaps with a division by the sum afterwards, as in DeepSeek-V3. The shares asked for here are a softmax: exponentials of the chosen scores, divided by their sum.",
      zh: "每个分数单独经过了 sigmoid，之后可能还除以了总和（DeepSeek-V3 就是如此）。本题要的是 softmax：选中分数的指数，除以它们的总和。",
    },
    ways: [
      way({ weigh: (scores, kept) => shares(multiply(sigmoid(scores), kept)) }),
      way({ weigh: (scores, kept) => multiply(sigmoid(scores), kept) }),
    ],
  },
  {
    code: "hard-choice",
    title: { en: "Only the best expert is used, or all chosen alike", zh: "只用了最好的专家，或选中的权重都相同" },
    explanation: {
      en: "The shares do not follow the scores: the best expert gets everything, or each of the k the same. They are a softmax of the chosen scores.",
      zh: "权重没有按分数分配：最好的专家拿走了全部，或 k 个专家各得一份相同的。应当是选中分数的 softmax。",
    },
    ways: [
      way({ keep: (scores) => largestOfRows(scores, 1) }),
      way({ weigh: (_, kept) => kept }),
      way({ weigh: (_, kept) => shares(kept) }),
    ],
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "The k-th largest score (or the sum) of each token has lost its axis, so it is lined up with the experts instead of the tokens. That raises an error or, with as many tokens as experts, uses another token's number. Keep the axis, with size 1.",
      zh: "每个 token 第 k 大的分数（或总和）丢了一维，于是与专家维对齐，而不是与 token 维对齐：要么报错，要么在 token 数与专家数相等时用了别的 token 的数。应保留该维，大小为 1。",
    },
    ways: [
      way({ keep: byFlatThreshold }),
      way({ keep: byFlatThreshold, weigh: overKeptOrZeros }),
      way({ weigh: normalizedWithoutAxis }),
    ],
    raises: raised.byBroadcasting,
  },
  { ...known("global-maximum"), ways: [way({ weigh: lessThanAll })] },
  { ...notScattered.mistake, ways: notScattered.weighs.map((weigh) => way({ weigh })) },
  ...choiceMistakes<Inputs>((keep) => way({ keep })),
  ...weighingMistakes<Inputs>((weigh) => way({ weigh })),
];

export default mistakes;
