import { known } from "../known-mistakes.js";
import type { Mistake } from "../mistake.js";
import {
  expand,
  full,
  generate,
  map,
  max,
  mean,
  multiply,
  type Nd,
  softmax,
  squeeze,
  sum,
  transpose,
  unstableSoftmax,
  zip,
} from "../nd.js";
import { type ClassifierInputs, classifier, everything, hiding, onlyReal, sumOfReal } from "../wrong-classifier.js";

/** -infinity, or the large negative number that many write instead: they differ where everything is hidden. */
const fills = [Number.NEGATIVE_INFINITY, -1e9];

/** Of each sentence the token at the index that `choose` gives for its row of the mask. */
const tokenAt = (choose: (row: readonly number[]) => number) => (tokens: Nd, mask: Nd) => {
  const [batch, length, dim] = tokens.shape as [number, number, number];
  return generate([batch, dim], ([b, feature]) => {
    const at = (b as number) * length;
    return tokens.data[(at + choose([...mask.data.slice(at, at + length)])) * dim + (feature as number)] as number;
  });
};

const inverted = (mask: Nd) => map(mask, (real) => 1 - real);
const notZero = (_: Nd, ids: Nd) => map(ids, (id) => (id === 0 ? 0 : 1));

/** The classifier with some of its parameters replaced. */
const replacing = (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  classifier({
    params: (params) => ({
      ...params,
      ...Object.fromEntries(names.map((name) => [name, replace(params[name] as Nd)])),
    }),
  });
const zeros = (value: Nd) => full(value.shape, 0);
const identity = (value: Nd) => generate(value.shape, ([row, column]) => (row === column ? 1 : 0));

const mistakes: readonly Mistake<ClassifierInputs>[] = [
  { ...known("unstable-softmax"), ways: [classifier({ weigh: hiding(Number.NEGATIVE_INFINITY, unstableSoftmax) })] },
  {
    ...known("missing-scale"),
    ways: [softmax, unstableSoftmax].map((along) =>
      classifier({ divisor: () => 1, weigh: hiding(Number.NEGATIVE_INFINITY, along) }),
    ),
  },
  { ...known("scale-by-dimension"), ways: [classifier({ divisor: (dim) => dim })] },
  {
    ...known("mask-after-softmax"),
    ways: [softmax, unstableSoftmax].map((along) =>
      classifier({ weigh: (scores, mask) => multiply(along(scores, -1), expand(mask, 1)) }),
    ),
  },
  {
    ...known("mask-as-factor"),
    ways: [classifier({ weigh: (scores, mask) => softmax(multiply(scores, expand(mask, 1)), -1) })],
  },
  {
    ...known("mask-inverted"),
    ways: [
      ...fills.flatMap((fill) => [
        classifier({ weigh: hiding(fill), hidden: inverted, counted: inverted }),
        classifier({ weigh: hiding(fill), hidden: inverted }),
      ]),
      classifier({ counted: inverted }),
    ],
  },
  {
    ...known("mask-ignored"),
    explanation: {
      en: "The mask is never read: padding takes part in the attention and in the mean alike, so the result of a sentence depends on how far it was padded. Both places need the mask.",
      zh: "完全没有用到 mask：填充 token 既参与了注意力，也参与了平均，同一个句子的结果会随填充长度变化。这两处都要用 mask。",
    },
    ways: [classifier({ hidden: everything, counted: everything })],
  },
  {
    code: "padding-from-ids",
    title: { en: "Padding is guessed from the ids", zh: "根据 id 猜测哪些是填充" },
    explanation: {
      en: "Tokens with id 0 are taken for padding. Here the mask alone says what is real: word 0 is a word like any other, and padding may carry any id.",
      zh: "把 id 为 0 的 token 当成了填充。本题只由 mask 决定哪些是真实 token：0 号词与其他词一样，填充位置也可以是任意 id。",
    },
    ways: [
      classifier({ hidden: notZero, counted: notZero }),
      classifier({ hidden: notZero, counted: notZero, weigh: hiding(-1e9) }),
      classifier({ hidden: notZero }),
      classifier({ counted: notZero }),
    ],
  },
  { ...known("padding-attended"), ways: [classifier({ hidden: everything })] },
  {
    ...known("padding-averaged"),
    ways: [
      classifier({ counted: everything }),
      classifier({ pool: (tokens, mask) => squeeze(mean(onlyReal(tokens, mask), 1), 1) }),
    ],
  },
  {
    code: "summed-not-averaged",
    title: { en: "The tokens are summed, not averaged", zh: "token 只求和，没有平均" },
    explanation: {
      en: "The real tokens are added up, so the logits grow with the length of the sentence. Divide by the number of real tokens.",
      zh: "真实 token 只做了求和，句子越长 logits 越大。还要除以真实 token 的个数。",
    },
    ways: [classifier({ pool: sumOfReal }), classifier({ pool: (tokens) => squeeze(sum(tokens, 1), 1) })],
  },
  {
    code: "pooled-by-maximum",
    title: { en: "Pooled by the maximum", zh: "用了最大池化" },
    explanation: {
      en: "Of each feature the largest value in the sentence was taken. This model takes the mean over the real tokens.",
      zh: "每个特征取的是句子中的最大值。本模型要对真实 token 求平均。",
    },
    ways: [
      classifier({
        pool: (tokens, mask) =>
          squeeze(
            max(
              zip(tokens, expand(mask, 2), (value, real) => (real ? value : Number.NEGATIVE_INFINITY)),
              1,
            ),
            1,
          ),
      }),
      classifier({ pool: (tokens) => squeeze(max(tokens, 1), 1) }),
    ],
  },
  {
    ...known("first-token-only"),
    explanation: {
      en: "The sentence is represented by a single token, as BERT does with its [CLS] token. This model has no such token: it takes the mean over the real tokens.",
      zh: "只用一个 token 代表整句，这是 BERT 使用 [CLS] 的做法。本模型没有这样的 token，应对真实 token 求平均。",
    },
    ways: [classifier({ pool: tokenAt(() => 0) }), classifier({ pool: tokenAt((row) => row.indexOf(1)) })],
  },
  { ...known("no-pooling"), ways: [classifier({ pool: (tokens) => tokens }), classifier({ pool: onlyReal })] },
  {
    code: "returned-probabilities",
    title: { en: "Probabilities instead of logits", zh: "返回了概率而不是 logits" },
    explanation: {
      en: "The logits went through a softmax. This exercise asks for the logits themselves: the loss used in training (cross-entropy) takes them as they are.",
      zh: "对 logits 又做了 softmax。本题要的是 logits 本身：训练时的交叉熵损失直接使用 logits。",
    },
    ways: [
      classifier({ finish: (logits) => softmax(logits, -1) }),
      classifier({ finish: (logits) => map(logits, (value) => 1 / (1 + Math.exp(-value))) }),
    ],
  },
  {
    ...known("softmax-over-queries"),
    ways: [
      ...fills.map((fill) => classifier({ weigh: hiding(fill, softmax, -2) })),
      classifier({ weigh: (scores, mask) => multiply(softmax(scores, -2), expand(mask, 1)) }),
    ],
  },
  {
    ...known("missing-output-projection"),
    ways: [
      classifier({
        params: (params) => ({ ...params, wo: identity(params.wo as Nd), bo: zeros(params.bo as Nd) }),
      }),
    ],
  },
  {
    ...known("values-from-keys"),
    ways: [classifier({ params: (params) => ({ ...params, wv: params.wk as Nd, bv: params.bk as Nd }) })],
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
    ...known("missing-bias"),
    ways: [
      replacing(zeros, "bq", "bk", "bv", "bo", "bc"),
      replacing(zeros, "bq", "bk", "bv", "bo"),
      replacing(zeros, "bq", "bk", "bv"),
      ...["bq", "bv", "bo", "bc"].map((name) => replacing(zeros, name)),
    ],
  },
];

export default mistakes;
