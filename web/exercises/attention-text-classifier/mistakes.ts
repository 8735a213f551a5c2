import {
  divide,
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
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attentionMistakes, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import {
  type ClassifierInputs,
  classifier,
  everything,
  hiding,
  onlyReal,
  sumOfReal,
} from "../shared/wrong-classifier.js";
import { withoutNan } from "../shared/wrong-masking.js";
import { firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { choices } from "../shared/wrong-self-attention.js";

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

/** The mask as it is broadcast against the scores. */
const hide = (scores: Nd, mask: Nd) => zip(scores, mask, (score, real) => (real ? score : Number.NEGATIVE_INFINITY));
const realOverAll = (tokens: Nd, mask: Nd) => squeeze(mean(onlyReal(tokens, mask), 1), 1);

/** The attention is hidden with -infinity or with a large negative number; here, where no row is empty, it is the same. */
const attending = ({ weigh, ...variant }: Variant) =>
  classifier({ ...variant, ...(weigh && { weigh: hiding(Number.NEGATIVE_INFINITY, weigh) }) });
const attendingWithLarge = ({ weigh = overKeys, ...variant }: Variant) =>
  classifier({ ...variant, weigh: hiding(-1e9, weigh) });

const mistakes: readonly Mistake<ClassifierInputs>[] = withShared(
  [
    {
      ...knownOfMasks("mask-after-softmax"),
      ways: [softmax, unstableSoftmax].map((along) =>
        classifier({ weigh: (scores, mask) => multiply(along(scores, -1), expand(mask, 1)) }),
      ),
    },
    {
      ...knownOfMasks("maximum-of-hidden"),
      ways: [0, 1e-9].map((added) =>
        classifier({
          weigh: (scores, mask) => {
            const weights = multiply(softmax(scores, -1), expand(mask, 1));
            return divide(
              weights,
              map(sum(weights, -1), (total) => total + added),
            );
          },
        }),
      ),
    },
    {
      ...knownOfMasks("mask-times-infinity"),
      ways: [
        classifier({
          weigh: (scores, mask) =>
            overKeys(zip(scores, expand(mask, 1), (score, real) => score + (1 - real) * Number.NEGATIVE_INFINITY)),
        }),
      ],
    },
    {
      ...knownOfMasks("masked-row-nan"),
      explanation: {
        en: "The rows of padding were masked too, so a padding token may attend to nothing: every score in its row is -infinity, and the softmax of that is NaN. Multiplying it by 0 in the mean leaves NaN. Mask keys only; what padding attends to does not matter.",
        zh: "填充 token 所在的行也被屏蔽了，它没有任何可关注的 key：整行分数都是 -inf，softmax 得到 NaN，求平均时再乘 0 仍是 NaN。只需屏蔽 key；填充 token 自己关注什么无关紧要。",
      },
      ways: [
        classifier({
          weigh: (scores, mask) =>
            overKeys(
              zip(scores, multiply(expand(mask, 1), expand(mask, 2)), (score, real) =>
                real ? score : Number.NEGATIVE_INFINITY,
              ),
            ),
        }),
      ],
    },
    {
      ...known("missing-keepdims"),
      title: { en: "An axis of size 1 is missing", zh: "少了大小为 1 的一维" },
      explanation: {
        en: "Two arrays are combined, and one of them lacks an axis. Shapes are aligned at the last axis, so this raises an error or, where sizes happen to agree, combines the wrong numbers. The mask (B, L) needs an axis of size 1: (B, 1, L) against the scores, (B, L, 1) against the tokens; the number of real tokens is (B, 1). And sums or maxima of a softmax are taken with keepdims=True (keepdim=True in PyTorch).",
        zh: "两个数组直接运算，其中一个少一维；形状从最后一维开始对齐，于是报错，大小碰巧吻合时则对错了数。掩码 (B, L) 要加上大小为 1 的一维：与分数运算用 (B, 1, L)，与 token 运算用 (B, L, 1)；真实 token 的个数用 (B, 1)。softmax 里求和、求最大值要加 keepdims=True（PyTorch 中为 keepdim=True）。",
      },
      ways: [
        classifier({ weigh: (scores, mask) => overKeys(hide(scores, mask)) }),
        classifier({ pool: (tokens, mask) => divide(sumOfReal(tokens, mask), squeeze(sum(mask, 1), 1)) }),
        classifier({ pool: (tokens, mask) => divide(squeeze(sum(multiply(tokens, mask), 1), 1), sum(mask, 1)) }),
      ],
    },
    {
      ...knownOfMasks("mask-as-factor"),
      ways: [classifier({ weigh: (scores, mask) => overKeys(multiply(scores, expand(mask, 1))) })],
    },
    {
      ...knownOfMasks("mask-inverted"),
      ways: [
        ...fills.flatMap((fill) => [
          classifier({ weigh: hiding(fill), hidden: inverted, counted: inverted }),
          classifier({ weigh: hiding(fill), hidden: inverted }),
        ]),
        classifier({ counted: inverted }),
      ],
    },
    {
      ...knownOfMasks("mask-ignored"),
      explanation: {
        en: "The mask is never used: padding takes part in the attention and in the mean, so the result for a sentence depends on how much padding it has. Both places need the mask.",
        zh: "完全没有用到 mask：填充 token 既参与了注意力，也参与了平均，同一个句子的结果会随填充长度变化。这两处都要用 mask。",
      },
      ways: [classifier({ hidden: everything, counted: everything })],
    },
    {
      code: "padding-from-ids",
      title: { en: "Padding is guessed from the ids", zh: "根据 id 猜测哪些是填充" },
      explanation: {
        en: "Tokens with id 0 are treated as padding. Here only the mask says what is real: word 0 is a word like any other, and padding may have any id.",
        zh: "把 id 为 0 的 token 当成了填充。本题只由 mask 决定哪些是真实 token：0 号词与其他词一样，填充位置也可以是任意 id。",
      },
      ways: [
        classifier({ hidden: notZero, counted: notZero }),
        classifier({ hidden: notZero, counted: notZero, weigh: hiding(-1e9) }),
        classifier({ hidden: notZero }),
        classifier({ counted: notZero }),
      ],
    },
    firstEntryOnly((inputs) => ({ out: classifier({})(inputs) })),
    {
      ...knownOfMasks("one-mask-for-all"),
      explanation: {
        en: "The mask of the first sentence is used for all of them, in the attention, in the mean, or in both. Each sentence has its own padding: index the mask by the sentence.",
        zh: "所有句子都用了第一句的 mask：在注意力里、在求平均时，或两处都是。每个句子的填充不同，mask 要按句子取。",
      },
      ways: [
        classifier({ hidden: ofFirstEntry, counted: ofFirstEntry }),
        classifier({ hidden: ofFirstEntry }),
        classifier({ counted: ofFirstEntry }),
      ],
    },
    {
      ...knownOfLayers("padding-attended"),
      ways: [
        classifier({ hidden: everything }),
        classifier({ hidden: everything, pool: realOverAll }),
        // The mask on the queries' axis.
        classifier({
          weigh: (scores, mask) => overKeys(zip(scores, expand(mask, 2), (score, real) => (real ? score : -1e9))),
        }),
      ],
    },
    {
      ...knownOfLayers("padding-averaged"),
      ways: [
        classifier({ counted: everything }),
        classifier({ pool: realOverAll }),
        classifier({ pool: (tokens, mask) => divide(squeeze(sum(tokens, 1), 1), sum(mask, 1)) }),
      ],
    },
    {
      code: "summed-not-averaged",
      title: { en: "The tokens are summed, not averaged", zh: "token 只求和，没有平均" },
      explanation: {
        en: "The real tokens are only summed, so the logits grow with the length of the sentence. Divide by the number of real tokens.",
        zh: "真实 token 只做了求和，句子越长 logits 越大。还要除以真实 token 的个数。",
      },
      ways: [classifier({ pool: sumOfReal }), classifier({ pool: (tokens) => squeeze(sum(tokens, 1), 1) })],
    },
    {
      code: "pooled-by-maximum",
      title: { en: "Pooled by the maximum", zh: "用了最大池化" },
      explanation: {
        en: "For each feature the largest value in the sentence was taken. This model takes the mean over the real tokens.",
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
        classifier({ pool: (tokens, mask) => squeeze(max(onlyReal(tokens, mask), 1), 1) }),
      ],
    },
    {
      ...knownOfLayers("first-token-only"),
      title: { en: "Only one token is used", zh: "只用了一个 token" },
      explanation: {
        en: "A single token represents the sentence, as [CLS] does in BERT. This model has no such token: it takes the mean over the real tokens.",
        zh: "只用一个 token 代表整句，这是 BERT 使用 [CLS] 的做法。本模型没有这样的 token，应对真实 token 求平均。",
      },
      ways: [
        classifier({ pool: tokenAt(() => 0) }),
        classifier({ pool: tokenAt((row) => row.indexOf(1)) }),
        classifier({ pool: tokenAt((row) => row.length - 1) }),
        classifier({ pool: tokenAt((row) => row.lastIndexOf(1)) }),
      ],
    },
    {
      ...knownOfLayers("no-pooling"),
      ways: [
        classifier({ pool: (tokens) => tokens }),
        classifier({ pool: onlyReal }),
        classifier({ pool: (tokens) => tokens, finish: onlyReal }),
      ],
    },
    {
      code: "returned-probabilities",
      title: { en: "Probabilities instead of logits", zh: "返回了概率而不是 logits" },
      explanation: {
        en: "The logits went through a softmax, its logarithm or a sigmoid. This exercise asks for the logits themselves: the loss used in training (cross-entropy) takes them as they are.",
        zh: "对 logits 又做了 softmax（或它的对数、或 sigmoid）。本题要的是 logits 本身：训练时的交叉熵损失直接使用 logits。",
      },
      ways: [
        classifier({ finish: (logits) => softmax(logits, -1) }),
        classifier({ finish: (logits) => map(softmax(logits, -1), Math.log) }),
        classifier({ finish: (logits) => map(logits, (value) => 1 / (1 + Math.exp(-value))) }),
      ],
    },
    {
      ...known("softmax-over-queries"),
      ways: [classifier({ weigh: (scores, mask) => multiply(softmax(scores, -2), expand(mask, 1)) })],
    },
    {
      ...known("softmax-over-batch"),
      ways: [
        ...fills.map((fill) => classifier({ weigh: hiding(fill, (scores) => softmax(scores, 0)) })),
        classifier({ weigh: hiding(Number.NEGATIVE_INFINITY, (scores) => withoutNan(softmax(scores, 0))) }),
      ],
    },
    {
      ...known("scale-by-other-size"),
      ways: [(inputs) => classifier({ scale: 1 / Math.sqrt(inputs.ids.shape[1] as number) })(inputs)],
    },
    {
      ...knownOfMasks("mask-value-too-high"),
      // Put in place of the scores, or added. Between -2000 and -1,000,000 the cases tell no number from another.
      ways: [-10, -100, -1000, -1e4].flatMap((fill) => [
        classifier({ weigh: hiding(fill) }),
        classifier({ weigh: (scores, mask) => multiply(hiding(fill)(scores, mask), expand(mask, 1)) }),
        classifier({
          weigh: (scores, mask) => overKeys(zip(scores, expand(mask, 1), (score, real) => score + (real ? 0 : fill))),
        }),
      ]),
    },
    { ...known("queries-and-keys-swapped"), ways: [classifier({ swapped: true })] },
    { ...known("values-not-projected"), ways: [classifier({ unprojected: ["v"] })] },
    {
      ...known("not-projected"),
      ways: choices(["q", "k"] as const).map((unprojected) => classifier({ unprojected })),
    },
    {
      ...known("missing-output-projection"),
      ways: [
        classifier({
          params: (params) => ({ ...params, wo: identity(params.wo as Nd), bo: zeros(params.bo as Nd) }),
        }),
        replacing(identity, "wo"),
      ],
    },
    {
      ...known("values-from-keys"),
      ways: [classifier({ params: (params) => ({ ...params, wv: params.wk as Nd, bv: params.bk as Nd }) })],
    },
    {
      ...known("weights-not-transposed"),
      ways: choices(["wq", "wk", "wv", "wo"]).map((names) => replacing(transpose, ...names)),
    },
    {
      ...known("missing-bias"),
      // The bias of the keys makes no difference.
      ways: choices(["bq", "bv", "bo", "bc"]).map((names) => replacing(zeros, ...names)),
    },
  ],
  withShared(attentionMistakes(attending, 3), attentionMistakes(attendingWithLarge, 3)),
);

export default mistakes;
