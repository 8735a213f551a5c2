import {
  add,
  full,
  generate,
  map,
  mean,
  type Nd,
  permute,
  reshape,
  softmax,
  squeeze,
  subtract,
  transpose,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import {
  attend,
  attentionMistakes,
  last,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { geluByErf, geluByTanh, layerNorm, linear, type Norm, normMistakes } from "../shared/wrong-layers.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { choices, splitFirst } from "../shared/wrong-self-attention.js";

type Params = Readonly<Record<string, Nd>>;

interface Inputs {
  readonly x: Nd;
  readonly params: Params;
  readonly num_heads: number;
}

type Split = (x: Nd, numHeads: number) => Nd;
type Merge = (x: Nd) => Nd;

/** The block with the steps that learners get wrong made exchangeable. Left out, a step is right. */
interface BlockVariant extends Variant {
  /** Other parameters than those given: a bias left out is a bias of zeros. */
  readonly params?: (params: Params) => Params;
  /** From those given. */
  readonly heads?: (numHeads: number, modelDim: number) => number;
  /** What the scores are divided by, from the model's dimension. */
  readonly divisor?: (modelDim: number) => number;
  readonly split?: Split;
  readonly merge?: Merge;
  /** What is averaged: the values, the keys, or the tokens themselves. */
  readonly average?: "v" | "k" | "x";
  readonly swapped?: boolean;
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

const block = composed(
  (
    { x, params, num_heads }: Inputs,
    {
      params: change = (params) => params,
      heads = (numHeads) => numHeads,
      divisor,
      split = splitHeads,
      merge = mergeHeads,
      average = "v",
      swapped = false,
      activation = relu,
      norm = layerNorm,
      order = postNorm,
      ...variant
    }: BlockVariant,
  ): Answer => {
    const p = (name: string) => change(params)[name] as Nd;
    const project = (tokens: Nd, name: string) => linear(tokens, p(`w${name}`), p(`b${name}`));
    const attention = (tokens: Nd) => {
      const part = (name: string) =>
        split(name === "x" ? tokens : project(tokens, name), heads(num_heads, last(tokens)));
      const [q, k] = [part("q"), part("k")];
      const { out } = attend(swapped ? k : q, swapped ? q : k, part(average), {
        ...variant,
        ...(divisor && { scale: 1 / divisor(last(tokens)) }),
      });
      return project(merge(out), "o");
    };
    const out = order(x, {
      attend: attention,
      feed: (tokens) => project(map(project(tokens, "1"), activation), "2"),
      norm1: (tokens) => norm(tokens, p("gamma1"), p("beta1")),
      norm2: (tokens) => norm(tokens, p("gamma2"), p("beta2")),
    });
    return { out };
  },
);

const relu = (value: number) => Math.max(value, 0);
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
  block({ params: replaced(replace, ...names) });
const replaced =
  (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  (params: Params): Params => ({
    ...params,
    ...Object.fromEntries(names.map((name) => [name, replace(params[name] as Nd)])),
  });
const zeros = (value: Nd) => full(value.shape, 0);
const ones = (value: Nd) => full(value.shape, 1);
const identity = (value: Nd) => generate(value.shape, ([row, column]) => (row === column ? 1 : 0));

const untransposed: Split = (x, numHeads) => {
  const [batch, length, dim] = sizes(x);
  return reshape(x, [batch, length, numHeads, dim / numHeads]);
};
const mergeUntransposed: Merge = (x) => {
  const [batch, length, numHeads, headDim] = sizes(x);
  return reshape(x, [batch, length, numHeads * headDim]);
};

const mistakes: readonly Mistake<Inputs>[] = withShared(
  [
    {
      ...known("scale-by-model-dimension"),
      ways: [block({ divisor: Math.sqrt }), block({ divisor: Math.sqrt, weigh: unstableOverKeys })],
    },
    {
      ...known("softmax-over-heads"),
      ways: [softmax, unstableSoftmax].map((along) => block({ weigh: (scores) => along(scores, 1) })),
    },
    {
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => block({ weigh: (scores) => along(scores, 0) })),
    },
    { ...known("heads-not-split"), ways: [block({ heads: () => 1 })] },
    { ...known("head-count-as-size"), ways: [block({ heads: (numHeads, modelDim) => modelDim / numHeads })] },
    { ...known("queries-and-keys-swapped"), ways: [block({ swapped: true })] },
    { ...known("values-from-keys"), ways: [block({ average: "k" })] },
    { ...known("values-not-projected"), ways: [block({ average: "x" })] },
    {
      ...known("heads-reshaped-not-transposed"),
      ways: [
        block({ split: splitByReshape, merge: mergeByReshape }),
        block({ split: splitByReshape }),
        block({ merge: mergeByReshape }),
        block({ split: untransposed, merge: mergeUntransposed }),
      ],
    },
    {
      ...known("heads-split-before-projection"),
      ways: [0, 1].map((which) =>
        block(({ num_heads }) => ({
          params: replaced(splitFirst(num_heads)[which] as (parameter: Nd) => Nd, "wq", "bq", "wk", "bk", "wv", "bv"),
        })),
      ),
      // A layer of PyTorch takes D features, and d come, B * H * L times: by the sizes of the cases.
      raises: /cannot be multiplied \((4x2|12x2|30x2|22x3|54x2|20x4|36x4) and (\d+)x\2\)/,
    },
    firstEntryOnly(block({})),
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
        replacing(identity, "wo"),
      ],
    },
    {
      ...known("weights-not-transposed"),
      ways: choices(["wq", "wk", "wv", "wo"]).map((names) => replacing(transpose, ...names)),
    },
    {
      ...knownOfLayers("missing-activation"),
      ways: [block({ activation: (value) => value })],
    },
    {
      code: "other-activation",
      title: { en: "An activation other than ReLU", zh: "激活函数不是 ReLU" },
      explanation: {
        en: "The feed-forward network uses GELU (as BERT and GPT do) or a similar function, or there is a second activation after its second layer. The original block has one ReLU, between the two linear layers.",
        zh: "前馈网络用了 GELU（BERT 和 GPT 的做法）之类的激活函数，或在第二层之后又加了激活。最初的编码器块只在两个线性层之间用一次 ReLU。",
      },
      ways: [
        block({ activation: geluByErf }),
        block({ activation: geluByTanh }),
        block({ activation: Math.tanh }),
        block({ activation: (value) => 1 / (1 + Math.exp(-value)) }),
        block({ activation: (value) => value / (1 + Math.exp(-value)) }),
        block({ activation: (value) => (value > 0 ? value : Math.expm1(value)) }),
        block({ activation: (value) => (value > 0 ? value : value / 100) }),
        ordered((x, steps) => postNorm(x, { ...steps, feed: (h) => map(steps.feed(h), relu) })),
      ],
    },
    {
      ...knownOfLayers("pre-norm"),
      ways: [
        ordered((x, { attend, feed, norm1, norm2 }) => {
          const h = add(x, attend(norm1(x)));
          return add(h, feed(norm2(h)));
        }),
        // The residual carries the normalised tokens.
        ordered((x, { attend, feed, norm1, norm2 }) => {
          const n = norm1(x);
          const h = norm2(add(n, attend(n)));
          return add(h, feed(h));
        }),
      ],
    },
    {
      code: "norm-before-residual",
      title: { en: "Normalised before the residual is added", zh: "先归一化再加残差" },
      explanation: {
        en: "Only the sublayer's output is normalised: x + norm(sublayer(x)). This block must normalise the sum: norm(x + sublayer(x)).",
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
      ...knownOfLayers("single-norm"),
      ways: [
        ordered((x, steps) => postNorm(x, { ...steps, norm1: (h) => h })),
        ordered((x, steps) => postNorm(x, { ...steps, norm2: (h) => h })),
        ordered((x, steps) => postNorm(x, { ...steps, norm1: (h) => h, norm2: (h) => h })),
      ],
    },
    {
      code: "norm-parameters-shared",
      title: { en: "Both normalisations use the same parameters", zh: "两次归一化用了同一组参数" },
      explanation: {
        en: "Each normalisation has its own parameters: gamma1 and beta1 after the attention, gamma2 and beta2 after the feed-forward network. Here one pair is used for both, or the two are swapped.",
        zh: "两次归一化各有参数：注意力之后用 gamma1、beta1，前馈网络之后用 gamma2、beta2。这里两处用了同一组，或者用反了。",
      },
      ways: [
        ordered((x, steps) => postNorm(x, { ...steps, norm2: steps.norm1 })),
        ordered((x, steps) => postNorm(x, { ...steps, norm1: steps.norm2 })),
        ordered((x, steps) => postNorm(x, { ...steps, norm1: steps.norm2, norm2: steps.norm1 })),
      ],
    },
    {
      ...knownOfLayers("missing-residual"),
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
      code: "missing-feed-forward",
      title: { en: "The feed-forward network is missing", zh: "缺少前馈网络" },
      explanation: {
        en: "The block ends after the attention and its normalisation. A second sublayer follows: two linear layers with a ReLU between them, a residual around them, and the second normalisation.",
        zh: "注意力及其归一化之后就结束了。后面还有第二个子层：中间夹着 ReLU 的两个线性层，外面加残差，再做第二次归一化。",
      },
      ways: [
        ordered((x, { attend, norm1 }) => norm1(add(x, attend(x)))),
        ordered((x, { attend, norm1, norm2 }) => norm2(norm1(add(x, attend(x))))),
      ],
    },
    {
      code: "residual-from-input",
      title: { en: "The second residual adds the block's input", zh: "第二个残差加的是整个块的输入" },
      explanation: {
        en: "The residual around the feed-forward network adds x again. It must add the input of that sublayer: the result of the first normalisation.",
        zh: "前馈网络的残差又加了一次 x。残差应加该子层自己的输入，也就是第一次归一化的结果。",
      },
      ways: [ordered((x, { attend, feed, norm1, norm2 }) => norm2(add(x, feed(norm1(add(x, attend(x)))))))],
    },
    {
      ...knownOfLayers("missing-affine"),
      ways: [
        ...choices(["gamma1", "gamma2"]).map((names) => replacing(ones, ...names)),
        ...choices(["beta1", "beta2"]).map((names) => replacing(zeros, ...names)),
        ...choices(["1", "2"]).map((numbers) =>
          block({
            params: (params) => ({
              ...params,
              ...Object.fromEntries(
                numbers.flatMap((number) => [
                  [`gamma${number}`, ones(params.gamma1 as Nd)],
                  [`beta${number}`, zeros(params.beta1 as Nd)],
                ]),
              ),
            }),
          }),
        ),
      ],
    },
    {
      ...known("missing-bias"),
      // The bias of the keys makes no difference.
      ways: choices(["bq", "bv", "bo", "b1", "b2"]).map((names) => replacing(zeros, ...names)),
    },
    ...normMistakes((norm) => block({ norm })),
    {
      ...known("missing-keepdims"),
      explanation: {
        en: "A mean, a variance, a sum or a maximum was taken without keepdims=True, in the normalisation or in the softmax. Its shape no longer fits the array, and NumPy raises. Keep the axis, with size 1.",
        zh: "归一化或 softmax 里求均值、方差、和或最大值时没有加 keepdims=True，形状与原数组对不齐，NumPy 会报错。应保留该维，大小为 1。",
      },
      ways: [block({ norm: (x, gamma, beta) => layerNorm(subtract(x, squeeze(mean(x, 2), 2)), gamma, beta) })],
      raises: raised.byBroadcastingHeads,
    },
  ],
  attentionMistakes(block, 4),
);

export default mistakes;
