import { add, divide, full, map, multiply, type Nd, sum, transpose, zip } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { last, overKeys, unstableOverKeys, type Weighing, withShared } from "../shared/wrong-attention.js";
import { type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { type HeadVariant, headMistakes } from "../shared/wrong-heads.js";
import {
  attentionMistakesInFullRows,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import { rmsNormMistakes } from "../shared/wrong-rms-norm.js";
import { rotaryMistakes } from "../shared/wrong-rotary.js";
import { choices } from "../shared/wrong-self-attention.js";
import { swigluMistakes } from "../shared/wrong-swiglu.js";
import {
  type BlockVariant,
  block,
  byPosition,
  type Inputs,
  type Name,
  type Order,
  type Params,
  type Place,
  preNorm,
  queriesAndKeys,
  type Turned,
} from "./wrong-block.js";

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: BlockVariant = {}) =>
  block(masking === rightMasking ? variant : { ...variant, masking });

/** Masked by -infinity: every query sees a key. */
const behindMask = (weigh: Weighing) => eachHiding(weigh)[1] as Masking;
const unstable = behindMask(unstableOverKeys);

/** With the maximum subtracted, and without. */
const each = (variant: (inputs: Inputs) => BlockVariant) => [
  block(variant),
  block((inputs) => ({ ...variant(inputs), masking: unstable })),
];
const byRootOf = (root: (inputs: Inputs) => number) => each((inputs) => ({ scale: 1 / Math.sqrt(root(inputs)) }));

/** A mask without empty rows: however the keys are hidden, the result is the same. */
const wrongMask = (visible: (i: number, j: number) => boolean) => each(() => ({ visible }));

/** A mask with an empty row: by -infinity, by a large number in place of the scores, or added to them. */
const wrongMaskWithEmptyRow = (visible: (i: number, j: number) => boolean) => [
  ...wrongMask(visible),
  ...eachHiding(overKeys)
    .filter((masking) => masking !== rightMasking)
    .map((masking) => block({ visible, masking })),
  block({
    visible,
    masking: (scores, mask) => overKeys(zip(scores, mask, (score, shown) => score + (shown ? 0 : -1e9))),
  }),
];

/** Ways that leave fewer heads than the output projection wants: they raise. */
const tooFewHeads = new Set<Way<Inputs>>();
const fourHeads = full([1, 4, 1, 1], 0);
const losesHeads = ({ ask, collect }: GroupedVariant) =>
  [ask, collect].some((step) => step && size(step(fourHeads, 2), 1) < 4);

/** Steps of grouped attention behind the mask. */
const grouped = (variant: GroupedVariant) => {
  const { weigh, weighGroups, ...rest } = variant;
  const along = (groups: number): Weighing | undefined =>
    weighGroups ? (scores) => weighGroups(scores, groups) : weigh;
  const way = block(({ num_kv_heads }) => {
    const weighing = along(num_kv_heads);
    return weighing ? { ...rest, masking: behindMask(weighing) } : rest;
  });
  if (losesHeads(variant)) tooFewHeads.add(way);
  return way;
};

const replaced =
  (replace: (parameter: Nd) => Nd, names: readonly Name[]) =>
  (params: Params): Params => ({
    ...params,
    ...Object.fromEntries(names.map((name) => [name, replace(params[name])])),
  });
const replacing = (replace: (parameter: Nd) => Nd, ...names: readonly Name[]) =>
  block({ params: replaced(replace, names) });
const ordered = (order: Order) => block({ order });
const ones = (parameter: Nd) => full(parameter.shape, 1);
const turning = (turned: Turned) => block({ turned });
const placed = (place: Place) => turning({ q: place, k: place });

const heads = headMistakes<Inputs>((variant) =>
  typeof variant === "function" ? block((inputs) => headsOnly(variant(inputs))) : block(headsOnly(variant)),
);
/** Those of an output projection have a bias, which there is not here. */
function headsOnly({ split, merge }: HeadVariant): BlockVariant {
  return { ...(split && { split }), ...(merge && { merge }) };
}

/** Of the cases: heads H and G of D = H * d features, tokens L, hidden features F. */
const sizes: readonly CaseSizes[] = [
  { H: 2, G: 1, d: 2, L: 2, F: 3 },
  { H: 1, G: 1, d: 4, L: 3, F: 5 },
  { H: 6, G: 3, d: 4, L: 5, F: 11 },
  { H: 8, G: 2, d: 4, L: 7, F: 20 },
  { H: 3, G: 3, d: 4, L: 5, F: 12 },
  { H: 4, G: 2, d: 4, L: 4, F: 16 },
  { H: 4, G: 1, d: 2, L: 1, F: 1 },
  { H: 4, G: 2, d: 6, L: 3, F: 10 },
  { H: 4, G: 2, d: 8, L: 6, F: 5 },
];
interface CaseSizes {
  readonly H: number;
  readonly G: number;
  readonly d: number;
  readonly L: number;
  readonly F: number;
}

/** What NumPy and PyTorch say of rows of `columns` numbers times a matrix of `rows` rows. */
function multiplied(
  pairs: (of: CaseSizes) => readonly (readonly [columns: number, rows: number])[],
): readonly string[] {
  return sizes
    .flatMap(pairs)
    .filter(([columns, rows]) => columns !== rows)
    .flatMap(([columns, rows]) => [
      `size ${rows} is different from ${columns}\\b`,
      `cannot be multiplied \\(\\d+x${columns} and ${rows}x`,
    ]);
}
/** What they say of tokens of `own` features to which `other` are added. */
function summed(pairs: (of: CaseSizes) => readonly (readonly [own: number, other: number])[]): readonly string[] {
  return sizes
    .flatMap(pairs)
    .filter(([own, other]) => own !== other)
    .flatMap(([own, other]) => [
      `a \\(${own}\\) must match the size of tensor b \\(${other}\\) at non-singleton dimension 2`,
      `broadcast together with shapes \\(\\d+,\\d+,${own}\\) \\(\\d+,\\d+,${other}\\)`,
    ]);
}
const oneOf = (...patterns: readonly string[]) => new RegExp(patterns.join("|"));

const own: readonly Mistake<Inputs>[] = [
  {
    code: "post-norm",
    title: { en: "Normalised after the residual (post-norm)", zh: "在残差之后归一化（post-norm）" },
    explanation: {
      en: "The sum of residual and sublayer is normalised, as in the original Transformer. Llama normalises the input of each sublayer instead, x + sublayer(norm(x)), and nothing is normalised on the residual path: a token can pass through all layers unchanged. With post-norm deep models need warm-up to train at all.",
      zh: "对残差与子层之和做了归一化，这是最初 Transformer 的做法。Llama 归一化的是每个子层的输入：x + sublayer(norm(x))，残差通路上没有任何归一化，token 可以原样穿过所有层。用 post-norm，深模型要靠 warm-up 才训练得动。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = norm1(add(x, attend(x)));
        return norm2(add(h, feed(h)));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = add(x, attend(norm1(x)));
        return norm2(add(h, feed(h)));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = norm1(add(x, attend(x)));
        return add(h, feed(norm2(h)));
      }),
    ],
  },
  {
    code: "norm-before-residual",
    title: { en: "The sublayer's output is normalised", zh: "归一化的是子层的输出" },
    explanation: {
      en: "The sublayer sees the raw tokens, and its output is normalised before it is added: x + norm(sublayer(x)). The normalisation belongs in front of the sublayer: x + sublayer(norm(x)).",
      zh: "子层看到的是未归一化的 token，归一化做在相加之前的输出上：x + norm(sublayer(x))。归一化应放在子层前面：x + sublayer(norm(x))。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = add(x, norm1(attend(x)));
        return add(h, norm2(feed(h)));
      }),
    ],
  },
  {
    code: "residual-from-normalised",
    title: { en: "The residual carries the normalised tokens", zh: "残差用的是归一化之后的 token" },
    explanation: {
      en: "The normalised tokens go into the sublayer and are also what its result is added to: norm(x) + sublayer(norm(x)). This happens when x is overwritten by norm(x). The residual is the token before the normalisation: x + sublayer(norm(x)). Otherwise each layer forgets how large its input was, and the direct path through the network is gone.",
      zh: "归一化后的 token 不仅进入子层，还被当成了残差：norm(x) + sublayer(norm(x))。把 x 直接覆盖成 norm(x) 就会这样。残差应是归一化之前的 token：x + sublayer(norm(x))。否则每一层都会丢掉输入的大小，贯穿网络的直接通路也就没有了。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const n = norm1(x);
        const m = norm2(add(n, attend(n)));
        return add(m, feed(m));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const n = norm1(x);
        const h = add(n, attend(n));
        return add(h, feed(norm2(h)));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const m = norm2(add(x, attend(norm1(x))));
        return add(m, feed(m));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const n = norm1(x);
        const h = add(x, attend(n));
        return add(n, feed(norm2(h)));
      }),
    ],
  },
  {
    code: "residual-from-input",
    title: { en: "The second residual adds the block's input", zh: "第二个残差加的是整个块的输入" },
    explanation: {
      en: "The residual around the feed-forward network adds x again, so the result of the attention is lost on this path. It must add the tokens after the attention: h + swiglu(norm(h)).",
      zh: "前馈网络的残差又加了一次 x，注意力的结果在这条通路上丢失了。应加上注意力之后的 token：h + swiglu(norm(h))。",
    },
    ways: [ordered((x, { attend, feed, norm1, norm2 }) => add(x, feed(norm2(add(x, attend(norm1(x)))))))],
  },
  {
    ...knownOfLayers("missing-residual"),
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => feed(norm2(attend(norm1(x))))),
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const h = attend(norm1(x));
        return add(h, feed(norm2(h)));
      }),
      ordered((x, { attend, feed, norm1, norm2 }) => feed(norm2(add(x, attend(norm1(x)))))),
    ],
  },
  {
    ...knownOfLayers("single-norm"),
    explanation: {
      en: "The block normalises twice: the input of the attention with gamma1, and the input of the feed-forward network with gamma2. At least one of the two is missing.",
      zh: "一个解码器块有两次归一化：注意力的输入用 gamma1，前馈网络的输入用 gamma2。这里至少少了一次。",
    },
    ways: [
      ordered((x, steps) => preNorm(x, { ...steps, norm1: (tokens) => tokens })),
      ordered((x, steps) => preNorm(x, { ...steps, norm2: (tokens) => tokens })),
      ordered((x, steps) => preNorm(x, { ...steps, norm1: (tokens) => tokens, norm2: (tokens) => tokens })),
    ],
  },
  {
    code: "norm-added",
    title: { en: "The output is normalised once more", zh: "输出又做了一次归一化" },
    explanation: {
      en: "The result of the block went through a third normalisation. The block returns the residual sum as it is: the next block normalises it for itself, and only after the last block of a model there is one more.",
      zh: "块的结果又经过了第三次归一化。解码器块应原样返回残差之和：下一个块会自己做归一化，只有整个模型的最后才另有一次。",
    },
    ways: [
      ordered((x, steps) => steps.norm1(preNorm(x, steps))),
      ordered((x, steps) => steps.norm2(preNorm(x, steps))),
    ],
  },
  {
    code: "norm-parameters-shared",
    title: { en: "Both normalisations use the same parameters", zh: "两次归一化用了同一组参数" },
    explanation: {
      en: "Each normalisation has its own gain: gamma1 before the attention, gamma2 before the feed-forward network. Here one serves for both, or the two are swapped. All of them start at 1, so an untrained model does not show it.",
      zh: "两次归一化各有自己的增益：注意力之前用 gamma1，前馈网络之前用 gamma2。这里两处用了同一个，或者用反了。增益的初值都是 1，没训练过的模型看不出这个错误。",
    },
    ways: [
      ordered((x, steps) => preNorm(x, { ...steps, norm2: steps.norm1 })),
      ordered((x, steps) => preNorm(x, { ...steps, norm1: steps.norm2 })),
      ordered((x, steps) => preNorm(x, { ...steps, norm1: steps.norm2, norm2: steps.norm1 })),
    ],
  },
  {
    code: "parallel-sublayers",
    title: { en: "The feed-forward network reads the block's input", zh: "前馈网络读的是整个块的输入" },
    explanation: {
      en: "Attention and feed-forward network both read x, and their results are added up. That is the parallel block of GPT-J and PaLM. In Llama the second follows the first: the feed-forward network reads h, the tokens after the attention.",
      zh: "注意力和前馈网络都读 x，结果再相加。那是 GPT-J 和 PaLM 的并行结构。Llama 中两者是先后关系：前馈网络读的是注意力之后的 h。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => add(add(x, attend(norm1(x))), feed(norm2(x)))),
      ordered((x, { attend, feed, norm1 }) => add(add(x, attend(norm1(x))), feed(norm1(x)))),
      // The feed-forward network reads the attention's result without the residual.
      ordered((x, { attend, feed, norm1, norm2 }) => {
        const attended = attend(norm1(x));
        return add(add(x, attended), feed(norm2(attended)));
      }),
    ],
  },
  {
    code: "feed-forward-first",
    title: { en: "The feed-forward network comes first", zh: "先算了前馈网络" },
    explanation: {
      en: "The two sublayers are in the wrong order. Attention comes first and gathers what the token needs from the others; then the feed-forward network works on it.",
      zh: "两个子层的顺序反了。应先做注意力，从其他 token 收集信息，再由前馈网络处理。",
    },
    ways: [
      ordered((x, { attend, feed, norm1, norm2 }) => preNorm(x, { norm1, norm2, attend: feed, feed: attend })),
      ordered((x, { attend, feed, norm1, norm2 }) =>
        preNorm(x, { norm1: norm2, norm2: norm1, attend: feed, feed: attend }),
      ),
    ],
  },
  {
    code: "missing-feed-forward",
    title: { en: "The feed-forward network is missing", zh: "缺少前馈网络" },
    explanation: {
      en: "The block ends after the attention. A second sublayer follows, with its own normalisation and residual: h + swiglu(norm(h)).",
      zh: "注意力之后就结束了。后面还有第二个子层，有自己的归一化和残差：h + swiglu(norm(h))。",
    },
    ways: [
      ordered((x, { attend, norm1 }) => add(x, attend(norm1(x)))),
      ordered((x, { attend, norm1, norm2 }) => norm2(add(x, attend(norm1(x))))),
    ],
  },
  {
    code: "rope-before-split",
    title: { en: "Rotated before the heads are split", zh: "分头之前就做了旋转" },
    explanation: {
      en: "The rotation runs over all features of a token, as if they were one head: pairs lie D/2 apart, in two different heads, and the frequencies run through the whole width. Each head has its own pairs: split first, then rotate over the d features of a head, all heads by the same angles.",
      zh: "旋转作用在一个 token 的全部特征上，好像只有一个头：同一对特征相隔 D/2，落在不同的头里，频率也铺满了整个宽度。每个头有自己的特征对：应先分头，再在单头的 d 维内旋转，所有头用同样的角度。",
    },
    ways: each(() => ({ turnedBefore: "split" })),
  },
  {
    code: "rope-before-projection",
    title: { en: "Rotated before the projection", zh: "投影之前就做了旋转" },
    explanation: {
      en: "The tokens were rotated before they were projected. A projection mixes the features, so what it makes of two rotated tokens no longer depends on their distance alone. Project, split into heads, then rotate queries and keys.",
      zh: "token 在投影之前就被旋转了。投影会把特征混在一起，两个旋转过的 token 投影之后，点积就不再只取决于距离。应先投影、分头，再旋转 query 和 key。",
    },
    ways: [
      block({ turnedBefore: "projection" }),
      block({ turnedBefore: "projection", turned: { ...queriesAndKeys, v: byPosition } }),
    ],
  },
  {
    code: "values-rotated",
    title: { en: "The values are rotated too", zh: "value 也被旋转了" },
    explanation: {
      en: "The values were rotated like the keys. Positions belong in the scores, so only queries and keys turn. Rotated values carry the angles of many positions into the output, and nothing turns them back.",
      zh: "value 也像 key 一样旋转了。位置只应影响分数，所以只旋转 query 和 key。旋转过的 value 会把许多位置的角度带进输出，后面没有任何步骤把它转回来。",
    },
    ways: each(() => ({ turned: { ...queriesAndKeys, v: byPosition } })),
  },
  {
    code: "keys-not-rotated",
    title: { en: "The keys are not rotated", zh: "key 没有旋转" },
    explanation: {
      en: "Only the queries were rotated. A score depends on the distance of two tokens only when both sides turn, each by its own position; with one side alone it depends on the query's position.",
      zh: "只旋转了 query。只有两边都按各自的位置旋转，分数才取决于两个 token 的距离；只转 query，分数取决于 query 的位置。",
    },
    ways: [turning({ q: byPosition }), turning({ q: byPosition, v: byPosition })],
  },
  {
    code: "queries-not-rotated",
    title: { en: "The queries are not rotated", zh: "query 没有旋转" },
    explanation: {
      en: "Only the keys were rotated. A score depends on the distance of two tokens only when both sides turn, each by its own position; with one side alone it depends on the key's position.",
      zh: "只旋转了 key。只有两边都按各自的位置旋转，分数才取决于两个 token 的距离；只转 key，分数取决于 key 的位置。",
    },
    ways: [turning({ k: byPosition }), turning({ k: byPosition, v: byPosition })],
  },
  {
    code: "not-rotated",
    title: { en: "Nothing is rotated", zh: "没有做旋转" },
    explanation: {
      en: "Neither queries nor keys were rotated. Without the rotation a token knows only which tokens come before it, not where they are. Rotate both by their positions, after the split into heads and before the scores. Also check that the result of the rotation is used: the function returns new arrays.",
      zh: "query 和 key 都没有旋转。没有旋转，token 只知道前面有哪些 token，不知道它们在哪里。分头之后、计算分数之前，应把两者按位置旋转。也要检查旋转的结果有没有用上：函数返回的是新数组。",
    },
    ways: each(() => ({ turned: {} })),
  },
  {
    code: "rotated-by-head",
    title: { en: "The position comes from the wrong axis", zh: "位置取自错误的维" },
    explanation: {
      en: "Queries and keys turn by the number of their head, not by their position. This happens when heads are rotated as (B, L, H, d) with angles that belong to (B, H, L, d): the second axis from the end is then the heads. Transpose first, or give the angles the shape (L, 1, d/2).",
      zh: "query 和 key 按头的编号旋转了，而不是按位置。数组还是 (B, L, H, d)，用的却是 (B, H, L, d) 的角度，就会这样：倒数第二维成了头。应先转置，或者让角度的形状为 (L, 1, d/2)。",
    },
    ways: [placed(({ head }) => head), placed(({ head, at }, L) => head * L + at)],
  },
  ...rotaryMistakes<Inputs>((rotary) => block({ rotary }), { onlyProducts: true }),
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...wrongMaskWithEmptyRow((i, j) => j < i), ...wrongMask((i, j) => j <= i + 1)],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: wrongMask((i, j) => j >= i) },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The code masks what the query may see: the past and the query itself. With masked_fill, the condition must be true for what is masked: the future, where the lower triangle is 0.",
      zh: "代码屏蔽的恰恰是 query 可以看到的部分：过去和它自己。用 masked_fill 时，条件应在要屏蔽的位置为 true，即下三角为 0 的未来。",
    },
    ways: wrongMaskWithEmptyRow((i, j) => j > i),
  },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every token attends to all others, also to those after it. This block is causal: before the softmax, mask the keys after the query. Without the mask a language model reads the token that it should predict.",
      zh: "每个 token 都能关注所有 token，包括它之后的。这个块是因果的：在 softmax 之前屏蔽 query 之后的 key。没有掩码，语言模型就能直接读到要预测的 token。",
    },
    ways: [],
  },
  { ...known("scale-by-model-dimension"), ways: byRootOf(({ x }) => last(x)) },
  {
    ...known("scale-by-other-size"),
    explanation: {
      en: "The scores are divided by the root of the wrong size: the number of heads, the width of all key heads together, half a head, or the sequence length. A score is a dot product of d terms: divide by √d, the width of one head.",
      zh: "分数除以的是其他大小的平方根：头数、所有 key 头合起来的维度、半个头的维度或序列长度。一个分数是 d 项的点积，应除以 √d，d 是单个头的维度。",
    },
    ways: [
      ({ num_heads }: Inputs) => num_heads,
      ({ num_kv_heads }: Inputs) => num_kv_heads,
      ({ params }: Inputs) => size(params.wk, 0),
      ({ x, num_kv_heads }: Inputs) => last(x) / num_kv_heads,
      ({ x, num_heads }: Inputs) => last(x) / num_heads / 2,
      ({ x }: Inputs) => size(x, 1),
    ].flatMap(byRootOf),
  },
  // With no transposition at all the mask does not fit.
  { ...heads.reshaped, ways: heads.reshaped.ways.slice(0, 3) },
  heads.interleaved,
  { ...known("queries-and-keys-swapped"), ways: each(() => ({ swapped: true })) },
  {
    ...known("values-from-keys"),
    explanation: {
      en: "The weights are right, but they average the keys. Values have their own projection, wv: what a token is found by and what it passes on are two different things.",
      zh: "权重是对的，但加权平均的是 key。value 有自己的投影 wv：一个 token 用来被检索的内容和它提供的内容是两回事。",
    },
    ways: [...each(() => ({ average: "k" })), ...each(() => ({ average: "rotated k" }))],
  },
  {
    ...known("missing-output-projection"),
    explanation: {
      en: "The merged heads are added to the residual directly. The output projection wo still has to be applied: it mixes the results of the heads.",
      zh: "合并后的各头直接加到了残差上。还要经过输出投影 wo：它把各个头的结果混合起来。",
    },
    ways: each(() => ({ finish: (merged) => merged })),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "Each weight has the shape (out, in), as in PyTorch's nn.Linear, and is applied as x @ w.T. Square ones such as wq and wo can also be applied as x @ w, but this gives another result.",
      zh: "每个权重的形状都是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 x @ w.T。wq、wo 这样的方阵写成 x @ w 也能运行，但结果不同。",
    },
    ways: [
      ...choices(["wq", "wk", "wv", "wo"] as const).map((names) => replacing(transpose, ...names)),
      replacing(transpose, "wq", "wk", "wv", "wo", "w_gate", "w_up", "w_down"),
      replacing(transpose, "wq", "wk", "wv", "w_gate", "w_up", "w_down"),
    ],
    raises: oneOf(
      ...multiplied(({ H, G, d, F }) => [
        [H * d, G * d],
        [H * d, F],
        [F, H * d],
      ]),
    ),
  },
  {
    ...knownOfLayers("missing-affine"),
    title: { en: "Gamma is not applied", zh: "没有使用 gamma" },
    explanation: {
      en: "At least one normalisation does not multiply by its gain. Each of the two has one: gamma1 before the attention, gamma2 before the feed-forward network.",
      zh: "至少有一次归一化没有乘以增益。两次各有一个：注意力之前的 gamma1，前馈网络之前的 gamma2。",
    },
    ways: [replacing(ones, "gamma1"), replacing(ones, "gamma2")],
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "A mean, a sum or a maximum was taken without keepdims=True, in the normalisation or in the softmax. Its shape no longer fits the array, so NumPy raises, or, when the sizes happen to agree, divides along another axis. Keep the axis, with size 1.",
      zh: "归一化或 softmax 里求平均、求和或求最大值时没有加 keepdims=True，形状与原数组对不齐：NumPy 会报错；如果大小碰巧吻合，除的就是另一维。应保留该维，大小为 1。",
    },
    ways: [],
    raises: raised.byBroadcastingHeads,
  },
  // What is masked is 0.
  { ...known("no-softmax"), ways: [block({ masking: multiply }), block({ masking: multiply, scale: 1 })] },
  {
    ...known("normalized-by-sum"),
    ways: [
      block({
        masking: (scores, mask) => {
          const shown = multiply(scores, mask);
          return divide(shown, sum(shown, -1));
        },
      }),
    ],
  },
  {
    ...known("scores-clipped"),
    // Before the mask.
    ways: [20, 50, 80, 88, 100, 500, 700].flatMap((limit) =>
      [-limit, Number.NEGATIVE_INFINITY]
        .filter((least) => limit <= 80 || least === -limit)
        .map((least) =>
          block({
            masking: (scores, mask) =>
              rightMasking(
                map(scores, (score) => Math.min(Math.max(score, least), limit)),
                mask,
              ),
          }),
        ),
    ),
  },
  activated(block({})),
  firstEntryOnly(block({})),
];

/** No row is empty here, and there is one mask: these would be right, or have no meaning. */
const notHere: readonly string[] = ["masked-row-nan", "masked-row-mean", "one-mask-for-all", "unasked-causal-mask"];

/** Of the parts that have exercises of their own. What only raises there is known by the sizes here. */
const raising: Readonly<Record<string, RegExp>> = {
  "groups-not-repeated": oneOf(
    ...multiplied(({ H, G, d }) => [[G * d, H * d]]),
    ...sizes
      .filter(({ H, G }) => G > 1 && G < H)
      .map(({ H, G }) => `a \\(${H}\\) must match the size of tensor b \\(${G}\\) at non-singleton dimension 1`),
    String.raw`remapped shapes \[original->remapped\]: \((\d+),(\d+),\d+(?:,\d+)?\)->\S+ \(\1,(?!\2,)\d+,`,
    String.raw`index (\d+) is out of bounds for (?:axis|dimension) [01] with size \3`,
  ),
  "keys-not-transposed": oneOf(
    ...multiplied(({ L, d }) => [[d, L]]),
    "axes don't match array",
    "Expected size for first two dimensions of batch2 tensor",
    "einsum\\(\\): subscript d has size",
    "non-singleton dimension [01]",
  ),
  "missing-down-projection": oneOf(...summed(({ H, d, F }) => [[H * d, F]])),
};

const parts: readonly (readonly Mistake<Inputs>[])[] = [
  // A residual in the feed-forward network would be that of the block.
  swigluMistakes<Inputs>((feed) => block({ feed })).filter(({ code }) => code !== "residual-added"),
  rmsNormMistakes<Inputs>((norm) => block({ norm })),
  groupMistakes<Inputs>(grouped, []).map((mistake) => ({
    ...mistake,
    ways: mistake.ways.filter((way) => !tooFewHeads.has(way)),
  })),
  maskMistakes<Inputs>(masked)
    .filter(({ code }) => !notHere.includes(code))
    // A weight of -infinity, the last way, leaves nothing but NaN, as an unstable softmax does.
    .map((mistake) =>
      mistake.code === "mask-after-softmax" ? { ...mistake, ways: mistake.ways.slice(0, -1) } : mistake,
    ),
  attentionMistakesInFullRows<Inputs>(masked),
];

const mistakes: readonly Mistake<Inputs>[] = parts.reduce(withShared, own).map((mistake) => {
  const raises = raising[mistake.code];
  return raises ? { ...mistake, raises } : mistake;
});

export default mistakes;
