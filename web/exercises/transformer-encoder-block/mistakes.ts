import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import {
  add,
  divide,
  full,
  generate,
  map,
  matmul,
  mean,
  multiply,
  type Nd,
  permute,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  transpose,
  unstableSoftmax,
} from "../nd.js";
import {
  last,
  overKeys,
  overQueries,
  unstableOverKeys,
  unstableOverQueries,
  type Weighing,
  withoutKeepdims,
} from "../wrong-attention.js";

type Params = Readonly<Record<string, Nd>>;

interface Inputs {
  readonly x: Nd;
  readonly params: Params;
  readonly num_heads: number;
}

type Split = (x: Nd, numHeads: number) => Nd;
type Merge = (x: Nd) => Nd;
type Norm = (x: Nd, gamma: Nd, beta: Nd) => Nd;

/** The block with the steps that learners get wrong made exchangeable. Left out, a step is right. */
interface Variant {
  /** Other parameters than those given: a bias left out is a bias of zeros. */
  readonly params?: (params: Params) => Params;
  readonly numHeads?: 1;
  /** What the scores are divided by. */
  readonly divisor?: (modelDim: number, headDim: number) => number;
  /** Over scores (B, H, L, L). */
  readonly weigh?: Weighing;
  readonly split?: Split;
  readonly merge?: Merge;
  readonly activation?: (value: number) => number;
  readonly norm?: Norm;
  /** How the four steps follow each other. */
  readonly order?: (x: Nd, steps: Steps) => Nd;
}

interface Steps {
  readonly attend: (x: Nd) => Nd;
  readonly feed: (x: Nd) => Nd;
  readonly norm1: (x: Nd) => Nd;
  readonly norm2: (x: Nd) => Nd;
}

const block =
  ({
    params: change = (params) => params,
    numHeads,
    divisor = (_, headDim) => Math.sqrt(headDim),
    weigh = overKeys,
    split = splitHeads,
    merge = mergeHeads,
    activation = relu,
    norm = layerNorm,
    order = postNorm,
  }: Variant): Way<Inputs> =>
  ({ x, params, num_heads }) => {
    const p = (name: string) => change(params)[name] as Nd;
    const project = (tokens: Nd, name: string) => linear(tokens, p(`w${name}`), p(`b${name}`));
    const attend = (tokens: Nd) => {
      const [q, k, v] = ["q", "k", "v"].map((name) => split(project(tokens, name), numHeads ?? num_heads)) as [
        Nd,
        Nd,
        Nd,
      ];
      const scores = scale(matmul(q, transpose(k)), 1 / divisor(last(tokens), last(q)));
      return project(merge(matmul(weigh(scores), v)), "o");
    };
    return order(x, {
      attend,
      feed: (tokens) => project(map(project(tokens, "1"), activation), "2"),
      norm1: (tokens) => norm(tokens, p("gamma1"), p("beta1")),
      norm2: (tokens) => norm(tokens, p("gamma2"), p("beta2")),
    });
  };

const linear = (x: Nd, w: Nd, b: Nd) => add(matmul(x, transpose(w)), b);
const relu = (value: number) => Math.max(value, 0);
const geluByTanh = (value: number) =>
  0.5 * value * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3)));
const gelu = (value: number) => 0.5 * value * (1 + erf(value / Math.SQRT2));

/** Abramowitz and Stegun 7.1.26; off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592].reduce(
    (total, term) => total * t + term,
    0,
  );
  return Math.sign(x) * (1 - series * t * Math.exp(-x * x));
}

const normOver =
  (axes: readonly number[], correction = 0): Norm =>
  (x, gamma, beta) => {
    const deviation = subtract(x, axes.reduce(mean, x));
    const count = axes.reduce((total, axis) => total * (x.shape[axis] as number), 1);
    const variance = scale(axes.reduce(mean, multiply(deviation, deviation)), count / (count - correction));
    return add(
      multiply(
        divide(
          deviation,
          map(variance, (value) => Math.sqrt(value + 1e-5)),
        ),
        gamma,
      ),
      beta,
    );
  };
const layerNorm = normOver([2]);

const sizes = (x: Nd) => x.shape as readonly [number, number, number, number];
const splitHeads: Split = (x, numHeads) => {
  const [batch, length, dim] = sizes(x);
  return permute(reshape(x, [batch, length, numHeads, dim / numHeads]), [0, 2, 1, 3]);
};
const mergeHeads: Merge = (x) => {
  const [batch, numHeads, length, headDim] = sizes(x);
  return reshape(permute(x, [0, 2, 1, 3]), [batch, length, numHeads * headDim]);
};
const splitByReshape: Split = (x, numHeads) => {
  const [batch, length, dim] = sizes(x);
  return reshape(x, [batch, numHeads, length, dim / numHeads]);
};
const mergeByReshape: Merge = (x) => {
  const [batch, numHeads, length, headDim] = sizes(x);
  return reshape(x, [batch, length, numHeads * headDim]);
};
const splitInterleaved: Split = (x, numHeads) => {
  const [batch, length, dim] = sizes(x);
  return permute(reshape(x, [batch, length, dim / numHeads, numHeads]), [0, 3, 1, 2]);
};
const mergeInterleaved: Merge = (x) => {
  const [batch, numHeads, length, headDim] = sizes(x);
  return reshape(permute(x, [0, 2, 3, 1]), [batch, length, headDim * numHeads]);
};

type Order = (x: Nd, steps: Steps) => Nd;
const postNorm: Order = (x, { attend, feed, norm1, norm2 }) => {
  const h = norm1(add(x, attend(x)));
  return norm2(add(h, feed(h)));
};
const ordered = (order: Order) => block({ order });

/** The block with some of its parameters replaced. */
const replacing = (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  block({
    params: (params) => ({
      ...params,
      ...Object.fromEntries(names.map((name) => [name, replace(params[name] as Nd)])),
    }),
  });
const zeros = (value: Nd) => full(value.shape, 0);
const ones = (value: Nd) => full(value.shape, 1);
const identity = (value: Nd) => generate(value.shape, ([row, column]) => (row === column ? 1 : 0));

/** Who gets the scale wrong has the maximum subtracted or not. */
const scaling = (divisor: (modelDim: number, headDim: number) => number) =>
  [overKeys, unstableOverKeys].map((weigh) => block({ divisor, weigh }));

const affine = { gammas: ["gamma1", "gamma2"], betas: ["beta1", "beta2"] };

const mistakes: readonly Mistake<Inputs>[] = [
  { ...known("unstable-softmax"), ways: [block({ weigh: unstableOverKeys })] },
  { ...known("missing-scale"), ways: scaling(() => 1) },
  { ...known("scale-by-model-dimension"), ways: scaling((modelDim) => Math.sqrt(modelDim)) },
  { ...known("scale-by-dimension"), ways: scaling((_, headDim) => headDim) },
  { ...known("softmax-over-queries"), ways: [block({ weigh: overQueries }), block({ weigh: unstableOverQueries })] },
  {
    ...known("softmax-over-heads"),
    ways: [softmax, unstableSoftmax].map((along) => block({ weigh: (scores) => along(scores, 1) })),
  },
  {
    code: "heads-ignored",
    title: { en: "One head instead of several", zh: "没有拆成多头" },
    explanation: {
      en: "num_heads makes no difference: all D features went into one dot product. Split queries, keys and values into num_heads parts of D / num_heads features; every head has weights of its own.",
      zh: "num_heads 没有起作用：全部 D 个特征只做了一次点积。应把 query、key、value 各拆成 num_heads 份，每份 D / num_heads 维，每个头有自己的权重。",
    },
    ways: [block({ numHeads: 1 })],
  },
  {
    ...known("heads-reshaped-not-transposed"),
    ways: [
      block({ split: splitByReshape, merge: mergeByReshape }),
      block({ split: splitByReshape }),
      block({ merge: mergeByReshape }),
    ],
  },
  {
    ...known("heads-interleaved"),
    ways: [
      block({ split: splitInterleaved, merge: mergeInterleaved }),
      block({ split: splitInterleaved }),
      block({ merge: mergeInterleaved }),
    ],
  },
  {
    ...known("missing-output-projection"),
    ways: [
      block({
        params: (params) => ({ ...params, wo: identity(params.wo as Nd), bo: zeros(params.bo as Nd) }),
      }),
    ],
  },
  {
    ...known("weights-not-transposed"),
    ways: [
      replacing(transpose, "wq", "wk", "wv", "wo"),
      replacing(transpose, "wq", "wk", "wv"),
      replacing(transpose, "wo"),
    ],
  },
  {
    ...known("missing-activation"),
    ways: [block({ activation: (value) => value })],
  },
  {
    code: "other-activation",
    title: { en: "Another activation than ReLU", zh: "激活函数不是 ReLU" },
    explanation: {
      en: "The feed-forward part uses GELU (as BERT and GPT do), or the activation stands after the second layer too. The original block has one ReLU, between the two linear layers.",
      zh: "前馈部分用了 GELU（BERT 和 GPT 的做法），或在第二层之后又加了激活。最初的编码器块只在两个线性层之间用一次 ReLU。",
    },
    ways: [
      block({ activation: gelu }),
      block({ activation: geluByTanh }),
      block({ activation: Math.tanh }),
      block({ activation: (value) => 1 / (1 + Math.exp(-value)) }),
      ordered((x, steps) => postNorm(x, { ...steps, feed: (h) => map(steps.feed(h), relu) })),
    ],
  },
  {
    ...known("pre-norm"),
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = add(x, attend(norm1(x)));
        return add(h, feed(norm2(h)));
      }),
    ],
  },
  {
    code: "norm-before-residual",
    title: { en: "Normalised before the residual is added", zh: "先归一化再加残差" },
    explanation: {
      en: "The sublayer's output alone is normalised, x + norm(sublayer(x)). The block asked for normalises the sum: norm(x + sublayer(x)).",
      zh: "只对子层输出做了归一化：x + norm(sublayer(x))。本题要求对和做归一化：norm(x + sublayer(x))。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = add(x, norm1(attend(x)));
        return add(h, norm2(feed(h)));
      }),
    ],
  },
  {
    ...known("single-norm"),
    ways: [
      ordered((x, steps) => postNorm(x, { ...steps, norm1: (h) => h })),
      ordered((x, steps) => postNorm(x, { ...steps, norm2: (h) => h })),
    ],
  },
  {
    code: "norm-parameters-shared",
    title: { en: "Both normalisations use the same parameters", zh: "两次归一化用了同一组参数" },
    explanation: {
      en: "The two normalisations have parameters of their own: gamma1 and beta1 after the attention, gamma2 and beta2 after the feed-forward part. Here one pair serves both, or the two are swapped.",
      zh: "两次归一化各有参数：注意力之后用 gamma1、beta1，前馈之后用 gamma2、beta2。这里两处用了同一组，或者用反了。",
    },
    ways: [
      ordered((x, steps) => postNorm(x, { ...steps, norm2: steps.norm1 })),
      ordered((x, steps) => postNorm(x, { ...steps, norm1: steps.norm2 })),
      ordered((x, steps) => postNorm(x, { ...steps, norm1: steps.norm2, norm2: steps.norm1 })),
    ],
  },
  {
    ...known("missing-residual"),
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => norm2(feed(norm1(attend(x))))),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = norm1(attend(x));
        return norm2(add(h, feed(h)));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => norm2(feed(norm1(add(x, attend(x)))))),
    ],
  },
  {
    code: "residual-from-input",
    title: { en: "The second residual adds the block's input", zh: "第二个残差加的是整个块的输入" },
    explanation: {
      en: "Around the feed-forward part x was added again. The residual carries what that sublayer got: the result of the first normalisation.",
      zh: "前馈部分的残差又加了一次 x。残差应加该子层自己的输入，也就是第一次归一化的结果。",
    },
    ways: [ordered((x, { attend, feed, norm1, norm2 }) => norm2(add(x, feed(norm1(add(x, attend(x)))))))],
  },
  {
    ...known("missing-affine"),
    ways: [
      block({ norm: (x, gamma, beta) => layerNorm(x, ones(gamma), zeros(beta)) }),
      replacing(ones, ...affine.gammas),
      replacing(zeros, ...affine.betas),
      block({
        params: (params) => ({ ...params, gamma1: ones(params.gamma1 as Nd), beta1: zeros(params.beta1 as Nd) }),
      }),
      block({
        params: (params) => ({ ...params, gamma2: ones(params.gamma2 as Nd), beta2: zeros(params.beta2 as Nd) }),
      }),
    ],
  },
  {
    ...known("missing-bias"),
    ways: [
      replacing(zeros, "bq", "bk", "bv", "bo", "b1", "b2"),
      replacing(zeros, "bq", "bk", "bv", "bo"),
      replacing(zeros, "bq", "bk", "bv"),
      replacing(zeros, "b1", "b2"),
      ...["bq", "bv", "bo", "b1", "b2"].map((name) => replacing(zeros, name)),
    ],
  },
  { ...known("unbiased-variance"), ways: [block({ norm: normOver([2], 1) })] },
  { ...known("normalized-over-batch"), ways: [[0], [1], [0, 1]].map((axes) => block({ norm: normOver(axes) })) },
  {
    ...known("normalized-over-everything"),
    ways: [
      [0, 1, 2],
      [1, 2],
    ].map((axes) => block({ norm: normOver(axes) })),
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "A mean, a variance, a sum or a maximum was taken without keepdims=True, in the normalisation or in the softmax. Its shape no longer lines up with the array that it belongs to, and NumPy raises. Keep the axis, with size 1.",
      zh: "归一化或 softmax 里求均值、方差、和或最大值时没有加 keepdims=True，形状与原数组对不齐，NumPy 会报错。应保留该维，大小为 1。",
    },
    ways: [
      block({ weigh: withoutKeepdims }),
      block({ norm: (x, gamma, beta) => layerNorm(subtract(x, squeeze(mean(x, 2), 2)), gamma, beta) }),
    ],
    raises: raised.byBroadcasting,
  },
];

export default mistakes;
