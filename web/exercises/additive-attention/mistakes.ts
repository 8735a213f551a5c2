import {
  add,
  expand,
  map,
  matmul,
  max,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  squeeze,
  sum,
  transpose,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import {
  type Attended,
  attentionMistakes,
  downToThousand,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { activated, activations, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly wq: Nd;
  readonly wk: Nd;
  readonly u: Nd;
}

/** x [B, n, in] and a weight [h, in] to [B, n, h]. */
type Project = (x: Nd, weight: Nd) => Nd;
/** Projected queries [B, L, h] and keys [B, S, h], and u [h], to the scores [B, L, S]. */
type Score = (queries: Nd, keys: Nd, u: Nd) => Nd;

interface AdditiveVariant extends Pick<Variant, "weigh" | "mix"> {
  readonly project?: { readonly q?: Project; readonly k?: Project };
  readonly score?: Score;
  /** What happens to the scores before the softmax. */
  readonly rescore?: (scores: Nd, inputs: Inputs) => Nd;
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Inputs) => Inputs;
}

const linear: Project = (x, weight) => matmul(x, transpose(weight));

/** Every query with every key: [B, L, S, h]. */
const pairs = (queries: Nd, keys: Nd, join: (a: Nd, b: Nd) => Nd = add) => join(expand(queries, 2), expand(keys, 1));
/** [B, L, S, h] to [B, L, S]. */
const weighted = (hidden: Nd, u: Nd) => squeeze(sum(multiply(hidden, u), -1), -1);
const tanh = (x: Nd) => map(x, Math.tanh);

const right: Score = (queries, keys, u) => weighted(tanh(pairs(queries, keys)), u);
/** From what both are joined to. */
const withHidden =
  (hidden: (queries: Nd, keys: Nd) => Nd): Score =>
  (queries, keys, u) =>
    weighted(hidden(queries, keys), u);

const way = composed((inputs: Inputs, steps: AdditiveVariant): Attended => {
  const { project = {}, score = right, rescore, taken = (given) => given, weigh = overKeys, mix = matmul } = steps;
  const { q: ofQueries = linear, k: ofKeys = linear } = project;
  const used = taken(inputs);
  const scores = score(ofQueries(used.q, used.wq), ofKeys(used.k, used.wk), used.u);
  const weights = weigh(rescore ? rescore(scores, used) : scores);
  return { out: mix(weights, used.v), weights };
});

/** With the maximum subtracted, and without. */
const either = (variant: AdditiveVariant) => [way(variant), way({ ...variant, weigh: unstableOverKeys })];
const scoring = (...scores: readonly Score[]) => scores.flatMap((score) => either({ score }));
const dividedBy = (divisor: (inputs: Inputs) => number) =>
  either({ rescore: (scores, inputs) => scale(scores, 1 / divisor(inputs)) });
const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** Query i with key i alone, so that there is one score for each position: [B, L]. */
const paired: Score = (queries, keys, u) => squeeze(sum(multiply(tanh(add(queries, keys)), u), -1), -1);
/** Each value times its own weight. */
const weightedInPlace = (weights: Nd, v: Nd) => multiply(expand(weights, 2), v);

/** Weight as it is, where it is square. */
const untransposed: Project = (x, weight) => matmul(x, weight);
const reshaped: Project = (x, weight) => matmul(x, reshape(weight, [size(weight, 1), size(weight, 0)]));
const asItIs: Project = (x) => x;

const answer = way({});
const onlyFirst = firstEntryOnly(answer);

/** By the sizes of the cases: what NumPy says of weights [S, L] times values. */
const crossed =
  /size (?:3 is different from [24]|5 is different from 4|7 is different from 5|9 is different from 1|6 is different from 4)/;
/** The same of x times a weight that is not transposed. */
const notTransposed =
  /size (?:5 is different from [32]|8 is different from [36]|9 is different from [34]|8 is different from [54]|1 is different from [27])|mat1 and mat2 shapes cannot be multiplied \(\d+x(\d+) and \d+x\1\)/;

const own: readonly Mistake<Inputs>[] = [
  {
    code: "missing-tanh",
    title: { en: "There is no tanh", zh: "漏了 tanh" },
    explanation: {
      en: "The scores are u · (wq q + wk k). That is a sum of a term of the query and a term of the key, and the softmax over the keys cancels the first: all queries get the same weights. The tanh between sum and product with u is what lets a query and a key interact.",
      zh: "分数成了 u · (wq q + wk k)，即 query 的一项加上 key 的一项；沿 key 做 softmax 时前一项会约掉，所有 query 的权重都一样。正是求和之后、与 u 相乘之前的 tanh，让 query 和 key 产生了交互。",
    },
    ways: scoring((queries, keys, u) => weighted(pairs(queries, keys), u)),
  },
  {
    code: "stacked-instead-of-added",
    title: { en: "Queries and keys go through tanh separately", zh: "query 和 key 分别做了 tanh" },
    explanation: {
      en: "tanh was taken of the projected queries and of the projected keys, and the two were put together afterwards (added or side by side), or the query was left out. Then a score is a term of the query plus a term of the key, and the softmax cancels the query's: it has no influence on the weights. Add the two projections first, and take the tanh of the sum.",
      zh: "投影后的 query 和 key 各自做了 tanh，之后才合到一起（相加或拼接），或者干脆没有用 query。这样分数就是 query 的一项加 key 的一项，softmax 会把 query 那一项约掉，它对权重毫无影响。应先把两个投影相加，再对和做 tanh。",
    },
    ways: scoring(withHidden((queries, keys) => pairs(tanh(queries), tanh(keys)))),
  },
  {
    code: "tanh-after-u",
    title: { en: "The tanh comes after the product with u", zh: "先与 u 相乘，后做 tanh" },
    explanation: {
      en: "The scores are tanh(u · (...)), or u went into each tanh. So a score lies between -1 and 1 (or h of them do), and no key can get most of the weight. The order is: project, add, tanh, then the sum weighted with u.",
      zh: "分数成了 tanh(u · (……))，或者 u 被乘进了每个 tanh 里。这样分数只在 -1 到 1 之间（或是 h 个这样的数之和），任何 key 都无法突出。顺序应是：投影、相加、tanh，最后才用 u 加权求和。",
    },
    ways: scoring(
      (queries, keys, u) => tanh(weighted(pairs(queries, keys), u)),
      (queries, keys, u) => tanh(right(queries, keys, u)),
      (queries, keys, u) => squeeze(sum(tanh(multiply(pairs(queries, keys), u)), -1), -1),
    ),
  },
  {
    ...known("unwanted-scale"),
    title: { en: "The scores are divided", zh: "分数多做了缩放" },
    explanation: {
      en: "The scores are divided by a width or its root, as in scaled dot-product attention. The definition here has no such factor: tanh bounds each term, and u learns the size of the scores.",
      zh: "分数像缩放点积注意力那样除以了某个维度或它的平方根。这里的定义没有这个系数：每一项都被 tanh 约束，分数的大小由 u 学习。",
    },
    ways: [
      ...dividedBy(({ u }) => Math.sqrt(size(u, 0))),
      ...dividedBy(({ q }) => Math.sqrt(last(q))),
      ...dividedBy(({ k }) => Math.sqrt(last(k))),
      ...dividedBy(({ v }) => Math.sqrt(last(v))),
      ...dividedBy(({ u }) => size(u, 0)),
      ...dividedBy(({ q }) => last(q)),
    ],
  },
  {
    code: "crossed-by-the-wrong-axis",
    title: { en: "Queries and keys are not crossed as they should be", zh: "query 和 key 的配对方式不对" },
    explanation: {
      en: "Every query must meet every key: (B, L, 1, h) + (B, 1, S, h) = (B, L, S, h). Here the axes are the other way round, (B, S, L, h), so that rows are keys; or query i met key i alone, as the sum (B, L, h) + (B, S, h) does. Both run only where there are as many queries as keys.",
      zh: "每个 query 都要与每个 key 相遇：(B, L, 1, h) + (B, 1, S, h) = (B, L, S, h)。这里的维度反了，成了 (B, S, L, h)，行对应的是 key；或者像 (B, L, h) + (B, S, h) 那样，第 i 个 query 只与第 i 个 key 相加。两种写法都只在 query 与 key 一样多时才能运行。",
    },
    ways: [
      ...scoring((queries, keys, u) => right(keys, queries, u)),
      way({ score: paired, mix: weightedInPlace }),
      // Without the axis of the queries the sum over the positions is all that is left.
      way({ score: paired, mix: (weights, v) => squeeze(sum(weightedInPlace(weights, v), 1), 1) }),
    ],
    raises: new RegExp(
      [
        crossed.source,
        String.raw`broadcast together with shapes \((\d+),\d+,(\d+)\) \(\1,\d+,\2\)`,
        String.raw`size of tensor a \(\d+\) must match the size of tensor b \(\d+\) at non-singleton dimension 1`,
        "Expected size for first two dimensions of batch2 tensor",
      ].join("|"),
    ),
  },
  {
    code: "multiplied-not-added",
    title: { en: "The projections are multiplied instead of added", zh: "两个投影相乘了，而不是相加" },
    explanation: {
      en: "Queries and keys meet in a product: feature by feature inside the tanh, or as a dot product of the projections, which is multiplicative attention. Additive attention adds the two projections, takes the tanh, and weights the features with u.",
      zh: "query 和 key 是以乘积结合的：在 tanh 里逐特征相乘，或直接取两个投影的点积（那是乘性注意力）。加性注意力是把两个投影相加，做 tanh，再用 u 对特征加权。",
    },
    ways: scoring(
      withHidden((queries, keys) => tanh(pairs(queries, keys, multiply))),
      withHidden((queries, keys) => pairs(queries, keys, multiply)),
      (queries, keys) => matmul(queries, transpose(keys)),
      (queries, keys) => matmul(tanh(queries), transpose(tanh(keys))),
      (queries, keys, u) => matmul(multiply(tanh(queries), u), transpose(tanh(keys))),
      (queries, keys) => scale(matmul(queries, transpose(keys)), 1 / Math.sqrt(last(keys))),
    ),
  },
  {
    code: "other-activation",
    title: { en: "An activation other than tanh", zh: "用的不是 tanh，而是别的激活函数" },
    explanation: {
      en: "The sum of the projections went through a sigmoid or a ReLU. The definition has a tanh: odd, between -1 and 1.",
      zh: "两个投影之和经过的是 sigmoid 或 ReLU。定义中是 tanh：奇函数，值在 -1 到 1 之间。",
    },
    ways: activations
      .filter((activation) => activation !== Math.tanh)
      .flatMap((activation) => scoring(withHidden((queries, keys) => map(pairs(queries, keys), activation)))),
  },
  {
    code: "u-not-used",
    title: { en: "u is not used", zh: "没有使用 u" },
    explanation: {
      en: "The hidden features are added up (or averaged, or the largest is taken) as they are. A score is their dot product with u, which says how much each feature counts and in which direction.",
      zh: "隐藏特征被直接求和（或取平均、取最大值）。分数应是它们与 u 的点积，u 决定每个特征占多少分量、是正是负。",
    },
    ways: scoring(
      (queries, keys) => squeeze(sum(tanh(pairs(queries, keys)), -1), -1),
      (queries, keys) => scale(squeeze(sum(tanh(pairs(queries, keys)), -1), -1), 1 / last(keys)),
      (queries, keys) => squeeze(max(tanh(pairs(queries, keys)), -1), -1),
    ),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "A projection has the shape (out, in), as in PyTorch's nn.Linear, and is applied as q @ wq.T. q @ wq runs only where h is the width of a query, and a reshape in place of the transpose mixes the rows.",
      zh: "投影的形状是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 q @ wq.T。只有 h 恰好等于 query 的维度时 q @ wq 才能运行；用 reshape 代替转置会把各行混在一起。",
    },
    ways: [untransposed, reshaped].flatMap((project) => [
      way({ project: { q: project, k: project } }),
      way({ project: { q: project } }),
      way({ project: { k: project } }),
    ]),
    raises: notTransposed,
  },
  {
    ...known("not-projected"),
    title: { en: "A projection is missing", zh: "漏了一个投影" },
    explanation: {
      en: "Queries or keys were added as they are. wq and wk bring both to h features, and without them the two can be added only where their widths agree. Each has its own projection.",
      zh: "query 或 key 没有投影就相加了。wq 和 wk 把两者都变成 h 维；没有它们，只有宽度恰好相同时才能相加。两者各有自己的投影。",
    },
    ways: [
      way({ project: { q: asItIs, k: asItIs } }),
      way({ project: { q: asItIs } }),
      way({ project: { k: asItIs } }),
    ],
  },
  {
    code: "projections-exchanged",
    title: { en: "A projection is used for the wrong input", zh: "投影用错了对象" },
    explanation: {
      en: "wq was applied to the keys or wk to the queries, or one of the two served for both. wq belongs to the queries, wk to the keys; with equal widths nothing raises.",
      zh: "把 wq 用在了 key 上、把 wk 用在了 query 上，或者两者共用了同一个。wq 属于 query，wk 属于 key；宽度相同时不会报错。",
    },
    ways: [
      way({ taken: (x) => ({ ...x, wq: x.wk, wk: x.wq }) }),
      way({ taken: (x) => ({ ...x, wk: x.wq }) }),
      way({ taken: (x) => ({ ...x, wq: x.wk }) }),
    ],
  },
  {
    ...known("uniform-weights"),
    explanation: {
      en: "All keys have the same weight: the result is the sum or the mean of the values. A product with u as a matrix (h, 1), or nn.Linear(h, 1), leaves an axis of size 1 at the end, and a softmax over that axis gives nothing but ones. Take the axis away before the softmax, which runs over the keys.",
      zh: "所有 key 的权重相同，结果是 value 的总和或平均。与 (h, 1) 的 u 相乘（或用 nn.Linear(h, 1)）会在最后留下大小为 1 的维，沿它做 softmax 得到的全是 1。应先去掉这一维，再沿 key 做 softmax。",
    },
    ways: [way({ weigh: (scores) => map(scores, () => 1) })],
  },
  {
    ...known("softmax-over-batch"),
    ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
  },
  { ...known("values-from-keys"), ways: [way({ taken: (x) => ({ ...x, v: x.k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs) => answer(inputs).weights] },
  activated(answer),
  {
    ...onlyFirst,
    ways: [
      ...onlyFirst.ways,
      way({ taken: (x) => ({ ...x, k: ofFirstEntry(x.k), v: ofFirstEntry(x.v) }) }),
      way({ taken: (x) => ({ ...x, k: ofFirstEntry(x.k) }) }),
    ],
  },
];

/** There is no scale here, and no product of queries and keys. */
const notHere: readonly string[] = [
  ...["missing-scale", "scale-by-dimension", "multiplied-by-root", "scaled-after-softmax", "keys-not-transposed"],
];

const shared = attentionMistakes<Inputs>(({ weigh, mix }) => way({ ...(weigh && { weigh }), ...(mix && { mix }) }), 3);

const mistakes: readonly Mistake<Inputs>[] = withShared(
  own,
  downToThousand(shared.filter(({ code }) => !notHere.includes(code))),
);

export default mistakes;
