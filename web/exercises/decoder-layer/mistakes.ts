import {
  add,
  expand,
  full,
  generate,
  map,
  max,
  mean,
  multiply,
  type Nd,
  reshape,
  softmax,
  squeeze,
  subtract,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, last, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import { type HeadVariant, headMistakes } from "../shared/wrong-heads.js";
import {
  epsilonMistakes,
  geluByErf,
  geluByTanh,
  layerNorm,
  linear,
  type Norm,
  normMistakes,
} from "../shared/wrong-layers.js";
import {
  attentionMistakesHiddenBy,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { choices, mergeHeads, splitHeads } from "../shared/wrong-self-attention.js";

type Params = Readonly<Record<string, Nd>>;

interface Inputs {
  readonly x: Nd;
  readonly memory: Nd;
  /** 1 for a real position, 0 for padding. */
  readonly memory_mask: Nd;
  readonly params: Params;
  readonly num_heads: number;
}

/** What cross-attention may be made of: the tokens that the first sublayer left, the layer's input, or the memory. */
type Source = "h" | "x" | "memory";
type Sublayer = (tokens: Nd) => Nd;
interface Steps {
  readonly attend: Sublayer;
  readonly cross: Sublayer;
  readonly feed: Sublayer;
  readonly norm1: Sublayer;
  readonly norm2: Sublayer;
  readonly norm3: Sublayer;
}
type Order = (x: Nd, steps: Steps) => Nd;
type Lengths = { readonly L: number; readonly S: number };

/** The layer with the steps that learners get wrong made exchangeable. Left out, a step is right. */
interface LayerVariant extends Omit<Variant, "weigh">, HeadVariant {
  readonly params?: (params: Params) => Params;
  readonly order?: Order;
  readonly norm?: Norm;
  readonly activation?: (value: number) => number;
  /** Of both attentions. */
  readonly masking?: Masking;
  /** Of cross-attention alone. */
  readonly crossMasking?: Masking;
  /** Of self-attention alone. */
  readonly ownMasking?: Masking;
  /** Whether token i may attend to token j. */
  readonly visible?: (i: number, j: number) => boolean;
  /** From (B, S) to what a token may read of the memory, (B, 1, L or 1, S or 1). */
  readonly readable?: (mask: Nd, lengths: Lengths) => Nd;
  readonly from?: { readonly q?: Source; readonly k?: Source; readonly v?: Source };
  readonly swapped?: boolean;
  readonly average?: "k";
  readonly heads?: number;
}

const relu = (value: number) => Math.max(value, 0);
const size = (x: Nd, axis: number) => x.shape[axis] as number;
const overColumns = (mask: Nd) => expand(expand(mask, 1), 1);
const everything = (mask: Nd) => full([size(mask, 0), 1, 1, 1], 1);

const postNorm: Order = (x, { attend, cross, feed, norm1, norm2, norm3 }) => {
  const h = norm1(add(x, attend(x)));
  const u = norm2(add(h, cross(h)));
  return norm3(add(u, feed(u)));
};

const way = composed(({ x, memory, memory_mask, params, num_heads }: Inputs, variant: LayerVariant): Answer => {
  const {
    params: change = (given) => given,
    order = postNorm,
    norm = layerNorm,
    activation = relu,
    masking = rightMasking,
    crossMasking = masking,
    ownMasking = masking,
    visible = (i, j) => j <= i,
    readable = overColumns,
    from: { q: queries = "h", k: keys = "memory", v: values = "memory" } = {},
    swapped = false,
    average = "v",
    heads = num_heads,
    split = splitHeads,
    merge = mergeHeads,
    finish = (merged, { wo, bo }) => linear(merged, wo, bo),
    ...attention
  } = variant;
  const p = change(params);
  const [L, S] = [size(x, 1), size(memory, 1)];
  const attentionOf = (sources: readonly [Nd, Nd, Nd], prefix: string, weigh: (scores: Nd) => Nd) => {
    const of = (name: string) => p[`${prefix}${name}`] as Nd;
    const [q, k, v] = (["q", "k", "v"] as const).map((name, at) =>
      split(linear(sources[at] as Nd, of(`w${name}`), of(`b${name}`)), heads),
    ) as [Nd, Nd, Nd];
    const { out } = attend(swapped ? k : q, swapped ? q : k, average === "k" ? k : v, { ...attention, weigh });
    return finish(merge(out), { wo: of("wo"), bo: of("bo") });
  };
  const past = (length: number) =>
    generate([1, 1, length, length], ([, , i, j]) => Number(visible(i as number, j as number)));
  const project = (tokens: Nd, name: string) => linear(tokens, p[`w${name}`] as Nd, p[`b${name}`]);
  const normalise = (number: number) => (tokens: Nd) =>
    norm(tokens, p[`gamma${number}`] as Nd, p[`beta${number}`] as Nd);
  const out = order(x, {
    attend: (tokens) =>
      attentionOf([tokens, tokens, tokens], "", (scores) => ownMasking(scores, past(size(tokens, 1)))),
    cross: (h) => {
      const sources = { h, x, memory };
      return attentionOf([sources[queries], sources[keys], sources[values]], "cross_", (scores) =>
        crossMasking(scores, readable(memory_mask, { L, S })),
      );
    },
    feed: (tokens) => project(map(project(tokens, "1"), activation), "2"),
    norm1: normalise(1),
    norm2: normalise(2),
    norm3: normalise(3),
  });
  return { out };
});

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: LayerVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });
const maskedAcross = (masking: Masking) => way(masking === rightMasking ? {} : { crossMasking: masking });
const hiding = (variant: LayerVariant) =>
  eachHiding(overKeys).map((masking) =>
    way(masking === rightMasking ? variant : { ...variant, crossMasking: masking }),
  );

const ordered = (order: Order) => way({ order });
const itself: Sublayer = (x) => x;
const stepping = (change: (steps: Steps) => Partial<Steps>) =>
  ordered((x, steps) => postNorm(x, { ...steps, ...change(steps) }));
const replaced =
  (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  (params: Params): Params => ({
    ...params,
    ...Object.fromEntries(names.map((name) => [name, replace(params[name] as Nd)])),
  });
const replacing = (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  way({ params: replaced(replace, ...names) });
const zeros = (value: Nd) => full(value.shape, 0);
const ones = (value: Nd) => full(value.shape, 1);
const identity = (value: Nd) => generate(value.shape, ([row, column]) => (row === column ? 1 : 0));

const ofAttention = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"];
const across = (names: readonly string[]) => names.map((name) => `cross_${name}`);
/** The parameters of one attention for the other. */
const borrowed =
  (to: (name: string) => string, from: (name: string) => string) =>
  (params: Params): Params => ({
    ...params,
    ...Object.fromEntries(ofAttention.map((name) => [to(name), params[from(name)] as Nd])),
  });
const asIs = (name: string) => name;
const crossed = (name: string) => `cross_${name}`;

/** Sublayers in another order; each with the normalisation of its place, or with its own. */
type Named = "attend" | "cross" | "feed";
const ownNorm = { attend: "norm1", cross: "norm2", feed: "norm3" } as const;
const inOrder = (sublayers: readonly Named[], norms: readonly ("norm1" | "norm2" | "norm3")[]) =>
  ordered((x, steps) =>
    sublayers.reduce((tokens, name, at) => steps[norms[at] ?? ownNorm[name]](add(tokens, steps[name](tokens))), x),
  );
const byPlace = ["norm1", "norm2", "norm3"] as const;
const wrongOrders: readonly (readonly Named[])[] = [
  ["cross", "attend", "feed"],
  ["attend", "feed", "cross"],
  ["feed", "attend", "cross"],
  ["feed", "cross", "attend"],
  ["cross", "feed", "attend"],
];

/** Memory up to the token's own position, where token 0 is at position `first` of the memory. */
const causal =
  (first: (lengths: Lengths) => number, padding: boolean): NonNullable<LayerVariant["readable"]> =>
  (mask, lengths) => {
    const past = generate([1, 1, lengths.L, lengths.S], (index) => {
      const [, , i, j] = index as [number, number, number, number];
      return Number(j <= i + first(lengths));
    });
    return zip(padding ? overColumns(mask) : everything(mask), past, (one, other) => one * other);
  };

/** A mask of S positions on the rows of L tokens, which runs where they agree. */
const onRows = (mask: Nd, { L, S }: Lengths) => {
  if (L !== S) throw new RangeError(`A mask of ${S} positions does not fit ${L} tokens.`);
  return expand(expand(mask, 1), 3);
};

const { reshaped, interleaved } = headMistakes<Inputs>(way);

const own: readonly Mistake<Inputs>[] = [
  {
    code: "self-attention-not-causal",
    title: { en: "The self-attention is not causal", zh: "自注意力没有因果掩码" },
    explanation: {
      en: "Every token of the target attends to all others, also to those after it. In training the decoder then reads the word that it should predict. Mask the keys after the query, in the self-attention alone.",
      zh: "目标序列的每个 token 都能关注其他所有 token，包括它之后的。训练时解码器就能直接读到要预测的词。应在自注意力（且只在自注意力）中屏蔽 query 之后的 key。",
    },
    ways: [way({ visible: () => true })],
  },
  {
    code: "causal-where-not-wanted",
    title: { en: "The cross-attention is causal", zh: "交叉注意力用了因果掩码" },
    explanation: {
      en: "Positions of memory after the token's own index are masked. The memory is complete before the first token is generated, and its position 5 has nothing to do with position 5 of the target. Only its padding is masked.",
      zh: "memory 中下标大于 token 下标的位置被屏蔽了。memory 在生成第一个 token 之前就已完整，它的第 5 个位置与目标序列的第 5 个位置没有对应关系。这里只屏蔽填充。",
    },
    ways: [() => 0, ({ L, S }: Lengths) => S - L].flatMap((first) => [
      ...hiding({ readable: causal(first, true) }),
      ...hiding({ readable: causal(first, false) }).slice(1),
    ]),
  },
  {
    code: "keys-from-target",
    title: { en: "The cross-attention reads the target", zh: "交叉注意力读的是目标序列" },
    explanation: {
      en: "Keys, or keys and values, of the second attention are made of the target's tokens, so the decoder never sees the source. Queries come from the tokens after the first sublayer, keys and values from memory.",
      zh: "第二个注意力的 key（或 key 和 value）由目标序列的 token 得到，解码器根本看不到源序列。query 来自第一个子层之后的 token，key 和 value 来自 memory。",
    },
    ways: (["h", "x"] as const).flatMap((source) => [
      way({ from: { k: source, v: source }, readable: everything }),
      way({
        from: { k: source, v: source },
        readable: (_, { L }) => generate([1, 1, L, L], ([, , i, j]) => Number((j as number) <= (i as number))),
      }),
      way({ from: { k: source, v: source } }),
      way({ from: { k: source } }),
      way({ from: { k: source }, readable: everything }),
    ]),
  },
  {
    code: "values-from-target",
    title: { en: "The values of the cross-attention come from the target", zh: "交叉注意力的 value 来自目标序列" },
    explanation: {
      en: "The weights over the memory are right, but they average the target's tokens. Values come from memory, as the keys do. (It only runs where both sequences are equally long.)",
      zh: "对 memory 的权重是对的，但加权平均的是目标序列的 token。value 与 key 一样来自 memory。（只有两个序列一样长时才能运行。）",
    },
    ways: [way({ from: { v: "h" } }), way({ from: { v: "x" } })],
  },
  {
    code: "queries-from-input",
    title: { en: "The cross-attention asks with the layer's input", zh: "交叉注意力的 query 用了整层的输入" },
    explanation: {
      en: "The queries of the cross-attention are made of x. They must be made of the tokens that the self-attention and its normalisation have left: each sublayer works on the result of the one before.",
      zh: "交叉注意力的 query 由 x 得到。它应来自自注意力及其归一化之后的 token：每个子层都作用在前一个子层的结果上。",
    },
    ways: [
      way({ from: { q: "x" } }),
      ordered((x, { attend, cross, feed, norm1, norm2, norm3 }) => {
        const u = norm2(add(norm1(add(x, attend(x))), cross(x)));
        return norm3(add(u, feed(u)));
      }),
    ],
  },
  {
    code: "sublayers-in-the-wrong-order",
    title: { en: "The sublayers are in the wrong order", zh: "子层的顺序不对" },
    explanation: {
      en: "The order is self-attention, cross-attention, feed-forward network. The target's tokens look at one another first, and only then read the source; the feed-forward network comes last.",
      zh: "顺序应为自注意力、交叉注意力、前馈网络。目标序列的 token 先互相关注，再去读源序列；前馈网络在最后。",
    },
    ways: wrongOrders.flatMap((sublayers) => [inOrder(sublayers, byPlace), inOrder(sublayers, [])]),
  },
  {
    code: "sublayers-in-parallel",
    title: { en: "Both attentions start from the same tokens", zh: "两个注意力从同样的 token 出发" },
    explanation: {
      en: "Self-attention and cross-attention were computed from x and added in one sum. They follow one another, each with its own residual and normalisation.",
      zh: "自注意力和交叉注意力都由 x 算出，再一起相加。两者应先后进行，各有自己的残差和归一化。",
    },
    ways: (["norm1", "norm2"] as const).map((name) =>
      ordered((x, steps) => {
        const u = steps[name](add(x, add(steps.attend(x), steps.cross(x))));
        return steps.norm3(add(u, steps.feed(u)));
      }),
    ),
  },
  {
    ...knownOfLayers("single-norm"),
    explanation: {
      en: "The layer normalises three times: after the residual of each sublayer, with its own gamma and beta. At least one of them is missing.",
      zh: "这一层有三次归一化：每个子层的残差之后各一次，各用自己的 gamma 和 beta。这里至少少了一次。",
    },
    ways: choices(["norm1", "norm2", "norm3"] as const).map((names) =>
      stepping(() => Object.fromEntries(names.map((name) => [name, itself]))),
    ),
  },
  {
    ...knownOfLayers("missing-residual"),
    explanation: {
      en: "The output of a sublayer replaces its input instead of being added to it. All three need x + sublayer(x): with the residual of the cross-attention missing, for example, the target's own tokens are lost.",
      zh: "子层的输出直接替换了输入，而没有与输入相加。三个子层都应是 x + sublayer(x)：例如交叉注意力少了残差，目标序列自己的 token 就丢了。",
    },
    ways: choices(["attend", "cross", "feed"] as const).map((names) =>
      ordered((x, steps) =>
        (["attend", "cross", "feed"] as const).reduce((tokens, name) => {
          const made = steps[name](tokens);
          return steps[ownNorm[name]](names.includes(name) ? made : add(tokens, made));
        }, x),
      ),
    ),
  },
  {
    code: "norm-parameters-shared",
    title: { en: "A normalisation uses another one's parameters", zh: "归一化用了别处的参数" },
    explanation: {
      en: "Each normalisation has its own parameters: gamma1 and beta1 after the self-attention, 2 after the cross-attention, 3 after the feed-forward network. Here one pair is used at two places, or two are swapped.",
      zh: "三次归一化各有参数：自注意力之后用 gamma1、beta1，交叉注意力之后用 2，前馈网络之后用 3。这里有一组用在了两处，或者有两组用反了。",
    },
    ways: [
      stepping(({ norm1 }) => ({ norm2: norm1, norm3: norm1 })),
      stepping(({ norm1 }) => ({ norm2: norm1 })),
      stepping(({ norm2 }) => ({ norm3: norm2 })),
      stepping(({ norm1 }) => ({ norm3: norm1 })),
      stepping(({ norm1, norm2 }) => ({ norm2: norm1, norm3: norm2 })),
      stepping(({ norm2, norm3 }) => ({ norm2: norm3, norm3: norm2 })),
      stepping(({ norm1, norm2 }) => ({ norm1: norm2, norm2: norm1 })),
    ],
  },
  {
    code: "attention-parameters-shared",
    title: { en: "Both attentions use the same weights", zh: "两个注意力用了同一组权重" },
    explanation: {
      en: "Self-attention and cross-attention each have their own eight parameters: those of the cross-attention begin with cross_. Here one set serves both, or the two are swapped.",
      zh: "自注意力和交叉注意力各有八个参数，交叉注意力的名字以 cross_ 开头。这里两者用了同一组，或者用反了。",
    },
    ways: [
      way({ params: borrowed(crossed, asIs) }),
      way({ params: borrowed(asIs, crossed) }),
      way({ params: (given) => ({ ...borrowed(crossed, asIs)(given), ...withoutPrefix(given) }) }),
    ],
  },
  {
    code: "missing-cross-attention",
    title: { en: "The cross-attention is missing", zh: "缺少交叉注意力" },
    explanation: {
      en: "Memory has no influence: the layer goes from the self-attention straight to the feed-forward network, as in GPT. A decoder that translates needs the sublayer between them, which reads the source.",
      zh: "memory 没有起作用：自注意力之后直接到了前馈网络，这是 GPT 的做法。用来翻译的解码器中间还要有读取源序列的子层。",
    },
    ways: [inOrder(["attend", "feed"], []), inOrder(["attend", "feed"], byPlace)],
  },
  {
    code: "missing-self-attention",
    title: { en: "The self-attention is missing", zh: "缺少自注意力" },
    explanation: {
      en: "The tokens of the target do not look at one another: the layer begins with the cross-attention. Self-attention with a causal mask comes first.",
      zh: "目标序列的 token 之间没有交流：这一层直接从交叉注意力开始。应先做带因果掩码的自注意力。",
    },
    ways: [inOrder(["cross", "feed"], []), inOrder(["cross", "feed"], byPlace)],
  },
  {
    code: "earlier-entries-attended",
    title: { en: "Tokens see earlier entries of the batch", zh: "token 看到了 batch 中前面的各项" },
    explanation: {
      en: "In the self-attention a token also attends to the tokens of the entries before its own: the lists of keys and values were not emptied between two entries, or the batch was laid out as one sequence. An entry sees its own tokens only: begin each with empty lists, and keep the batch axis.",
      zh: "自注意力中，token 还关注了 batch 里前面各项的 token：换到下一项时没有清空 key 和 value 的列表，或者把整个 batch 当成了一个序列。每一项只能看到自己的 token：开始时列表应为空，并保留 batch 维。",
    },
    ways: [
      stepping(({ attend }) => ({
        attend: (x) => reshape(attend(reshape(x, [1, size(x, 0) * size(x, 1), last(x)])), x.shape),
      })),
    ],
  },
  {
    code: "missing-feed-forward",
    title: { en: "The feed-forward network is missing", zh: "缺少前馈网络" },
    explanation: {
      en: "The layer ends after the cross-attention. A third sublayer follows: two linear layers with a ReLU between them, a residual around them, and the third normalisation.",
      zh: "交叉注意力之后就结束了。后面还有第三个子层：中间夹着 ReLU 的两个线性层，外面加残差，再做第三次归一化。",
    },
    ways: [
      inOrder(["attend", "cross"], []),
      ordered((x, steps) => {
        const h = steps.norm1(add(x, steps.attend(x)));
        return steps.norm3(steps.norm2(add(h, steps.cross(h))));
      }),
    ],
  },
  {
    ...knownOfLayers("pre-norm"),
    explanation: {
      en: "This is the pre-norm order of later models, x + sublayer(norm(x)). This exercise asks for the original post-norm layer: norm(x + sublayer(x)).",
      zh: "这是后来的模型所用的 pre-norm 顺序：x + sublayer(norm(x))。本题要求的是最初的 post-norm：norm(x + sublayer(x))。",
    },
    ways: [
      ordered((x, { attend, cross, feed, norm1, norm2, norm3 }) => {
        const h = add(x, attend(norm1(x)));
        const u = add(h, cross(norm2(h)));
        return add(u, feed(norm3(u)));
      }),
    ],
  },
  {
    code: "norm-before-residual",
    title: { en: "Normalised before the residual is added", zh: "先归一化再加残差" },
    explanation: {
      en: "Only the sublayer's output is normalised: x + norm(sublayer(x)). This layer must normalise the sum: norm(x + sublayer(x)).",
      zh: "只对子层输出做了归一化：x + norm(sublayer(x))。本题要求对和做归一化：norm(x + sublayer(x))。",
    },
    ways: [
      ordered((x, { attend, cross, feed, norm1, norm2, norm3 }) => {
        const h = add(x, norm1(attend(x)));
        const u = add(h, norm2(cross(h)));
        return add(u, norm3(feed(u)));
      }),
    ],
  },
  {
    code: "residual-from-input",
    title: { en: "A residual adds an earlier input", zh: "残差加的是更早的输入" },
    explanation: {
      en: "The residual of the cross-attention or of the feed-forward network adds x again, or the tokens of a sublayer before. Each residual adds the input of its own sublayer.",
      zh: "交叉注意力或前馈网络的残差又加了一次 x，或加了更早子层的 token。每个残差应加自己那个子层的输入。",
    },
    ways: [
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 1],
    ].map(([second, third]) =>
      ordered((x, { attend, cross, feed, norm1, norm2, norm3 }) => {
        const h = norm1(add(x, attend(x)));
        const u = norm2(add([x, h][second as number] as Nd, cross(h)));
        return norm3(add([x, h, u][third as number] as Nd, feed(u)));
      }),
    ),
  },
  {
    ...knownOfLayers("padding-attended"),
    explanation: {
      en: "Padding of the memory takes part in the softmax of the cross-attention, so the result depends on how much padding an entry has. Mask its scores, in every head and for every token.",
      zh: "memory 的填充参与了交叉注意力的 softmax，结果会随填充多少而变化。应屏蔽它们的分数，对每个头、每个 token 都如此。",
    },
    ways: [way({ readable: everything })],
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "No mask at all", zh: "两个掩码都没有用" },
    explanation: {
      en: "Neither mask is used: tokens attend to those after them, and padding of the memory is read. The self-attention is causal, the cross-attention masks padding.",
      zh: "两个掩码都没有用上：token 能关注之后的 token，memory 的填充也被读了。自注意力要有因果掩码，交叉注意力要屏蔽填充。",
    },
    ways: [],
  },
  {
    code: "mask-on-queries",
    title: { en: "The memory's mask hides tokens", zh: "memory 的掩码屏蔽了 token" },
    explanation: {
      en: "The mask of the memory was applied to the rows of the cross-attention's scores, or in the self-attention. It describes positions of memory, which are columns: (B, 1, 1, S). (Elsewhere it only fits where both lengths agree.)",
      zh: "memory 的掩码作用在了交叉注意力分数的行上，或用在了自注意力里。它描述的是 memory 的位置，也就是列：(B, 1, 1, S)。（用在别处时，只有两个长度相同才对得上。）",
    },
    ways: hiding({ readable: onRows }),
  },
  {
    ...knownOfMasks("one-mask-for-all"),
    explanation: {
      en: "The memory mask of the first batch entry is used for all. Each entry has its own padding: keep the batch axis of the mask, (B, 1, 1, S).",
      zh: "到处都用了 batch 第一项的 memory 掩码。每一项的填充各不相同：要保留掩码的 batch 维，即 (B, 1, 1, S)。",
    },
    ways: hiding({ readable: (mask) => overColumns(ofFirstEntry(mask)) }),
  },
  {
    ...knownOfMasks("masked-row-nan"),
    title: { en: "An entry without memory gives NaN", zh: "memory 全是填充时得到 NaN" },
    explanation: {
      en: "If all of an entry's memory is padding, every score of the cross-attention is -infinity, and the softmax gives NaN. The weights must be 0 then, so that the cross-attention gives the bias of its last projection.",
      zh: "某一项的 memory 全是填充时，交叉注意力的所有分数都是 -inf，softmax 得到 NaN。这时权重应为 0，交叉注意力输出最后一次投影的偏置。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("masked-row-mean"),
    title: { en: "An entry without memory reads its padding", zh: "memory 全是填充时读到了填充的内容" },
    explanation: {
      en: "Padding got a large negative score such as -1e9 instead of -infinity. Where all of an entry's memory is padding, the scores are all equal, and the cross-attention gives the mean of the padding. The weights must be 0 then.",
      zh: "填充的分数用了 -1e9 这样很大的负数，而不是 -inf。某一项的 memory 全是填充时，这些分数彼此相等，交叉注意力输出的就是填充的平均。这时权重应为 0。",
    },
    ways: [],
  },
  {
    code: "empty-entry-without-bias",
    title: { en: "An entry without memory loses the bias", zh: "memory 全是填充时漏了偏置" },
    explanation: {
      en: "For an entry whose memory is all padding the result of the cross-attention was set to 0, perhaps by clearing NaN after the projection. What is 0 there are the weights; the output projection still adds its bias. Clear the weights right after the softmax.",
      zh: "memory 全是填充的那一项，交叉注意力的结果被置成了 0，也许是在投影之后才清除 NaN。为 0 的应是权重，输出投影仍会加上偏置。应在 softmax 之后立即清理权重。",
    },
    ways: [
      (inputs) => {
        const some = expand(max(inputs.memory_mask, 1), 2);
        return stepping(({ cross }) => ({ cross: (h) => multiply(cross(h), some) }))(inputs);
      },
    ],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [
      ...eachHiding(overKeys).map((masking) =>
        way({ visible: (i, j) => j < i, ...(masking !== rightMasking && { ownMasking: masking }) }),
      ),
      way({ visible: (i, j) => j <= i + 1 }),
    ],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: [way({ visible: (i, j) => j >= i })] },
  {
    ...known("scale-by-model-dimension"),
    ways: [way(({ x }) => ({ scale: 1 / Math.sqrt(last(x)) }))],
  },
  {
    ...known("softmax-over-heads"),
    ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => masked(masking)),
  },
  {
    ...known("heads-not-split"),
    ways: [way({ heads: 1 }), way(({ x, num_heads }) => ({ heads: 1, scale: Math.sqrt(num_heads / last(x)) }))],
  },
  { ...known("head-count-as-size"), ways: [way(({ x, num_heads }) => ({ heads: last(x) / num_heads }))] },
  {
    ...known("queries-and-keys-swapped"),
    explanation: {
      en: "The scores are k · qᵀ, or in the cross-attention the memory asks and the target is read. Rows must be tokens of the target: q · kᵀ, with queries from the target.",
      zh: "分数算成了 k · qᵀ，或者在交叉注意力里由 memory 产生 query、去读目标序列。行应对应目标序列的 token：q · kᵀ，query 来自目标序列。",
    },
    ways: [
      way({ swapped: true }),
      way({ from: { q: "memory", k: "h", v: "h" }, readable: everything }),
      way({ from: { q: "memory", k: "h", v: "h" } }),
    ],
  },
  { ...known("values-from-keys"), ways: [way({ average: "k" })] },
  reshaped,
  interleaved,
  {
    ...known("missing-output-projection"),
    ways: [["wo", "cross_wo"], ["wo"], ["cross_wo"]].flatMap((names) => [
      way({
        params: (given) =>
          replaced(zeros, ...names.map((name) => name.replace("w", "b")))(replaced(identity, ...names)(given)),
      }),
      replacing(identity, ...names),
    ]),
  },
  {
    ...known("weights-not-transposed"),
    ways: [
      ...["wq", "wk", "wv", "wo"].flatMap((name) => [[name], [`cross_${name}`]]),
      ["wq", "wk", "wv", "wo"],
      across(["wq", "wk", "wv", "wo"]),
      ["wq", "wk", "wv", "wo", ...across(["wq", "wk", "wv", "wo"])],
    ].map((names) => replacing(transpose, ...names)),
  },
  {
    ...known("missing-bias"),
    ways: [
      ...["bq", "bv", "bo"].flatMap((name) => [[name], [`cross_${name}`], [name, `cross_${name}`]]),
      ...choices(["b1", "b2"]),
      ["bq", "bv", "bo", ...across(["bq", "bv", "bo"])],
      ["bq", "bv", "bo", ...across(["bq", "bv", "bo"]), "b1", "b2"],
    ].map((names) => replacing(zeros, ...names)),
  },
  { ...knownOfLayers("missing-activation"), ways: [way({ activation: (value) => value })] },
  {
    code: "other-activation",
    title: { en: "An activation other than ReLU", zh: "激活函数不是 ReLU" },
    explanation: {
      en: "The feed-forward network uses GELU or a similar function, or there is a second activation after its second layer. The original layer has one ReLU, between the two linear layers.",
      zh: "前馈网络用了 GELU 之类的激活函数，或在第二层之后又加了激活。最初的解码器层只在两个线性层之间用一次 ReLU。",
    },
    ways: [
      ...[
        geluByErf,
        geluByTanh,
        Math.tanh,
        (value: number) => 1 / (1 + Math.exp(-value)),
        (value: number) => value / (1 + Math.exp(-value)),
      ].map((activation) => way({ activation })),
      stepping(({ feed }) => ({ feed: (u) => map(feed(u), relu) })),
    ],
  },
  {
    ...knownOfLayers("missing-affine"),
    ways: [
      ...[1, 2, 3].flatMap((number) => [replacing(ones, `gamma${number}`), replacing(zeros, `beta${number}`)]),
      way({
        params: (given) =>
          replaced(zeros, "beta1", "beta2", "beta3")(replaced(ones, "gamma1", "gamma2", "gamma3")(given)),
      }),
    ],
  },
  ...normMistakes((norm) => way({ norm })),
  ...epsilonMistakes((norm) => way({ norm })),
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "A mean, a variance, a sum or a maximum was taken without keepdims=True, in a normalisation or in a softmax. Its shape no longer fits the array, and NumPy raises. Keep the axis, with size 1.",
      zh: "归一化或 softmax 里求均值、方差、和或最大值时没有加 keepdims=True，形状与原数组对不齐，NumPy 会报错。应保留该维，大小为 1。",
    },
    ways: [way({ norm: (x, gamma, beta) => layerNorm(subtract(x, squeeze(mean(x, 2), 2)), gamma, beta) })],
    raises: raised.byBroadcastingHeads,
  },
  firstEntryOnly<Inputs>(way({})),
];

/** The parameters of the cross-attention under the names of the other. */
function withoutPrefix(params: Params): Params {
  return Object.fromEntries(ofAttention.map((name) => [name, params[`cross_${name}`] as Nd]));
}

/** Of the exercise's own some have other words, others other ways. */
const ofMask = (hidden: (masking: Masking) => Way<Inputs>) =>
  maskMistakes<Inputs>(hidden).filter(({ code }) => code !== "one-mask-for-all");
const ofCrossMask = ofMask(maskedAcross).map((mistake) =>
  mistake.code === "mask-ignored" ? { ...mistake, code: "padding-attended" } : mistake,
);

/** Zeros, where NaN is cleared, which tell nothing. */
const nanAlone: readonly string[] = ["normalized-by-sum", "maximum-starts-too-high"];
const dependent: readonly string[] = ["no-softmax", "missing-keepdims", "softmax-over-queries"];
const overflowing: readonly string[] = ["unstable-softmax", "global-maximum"];

const mistakes: readonly Mistake<Inputs>[] = [
  ofMask((masking) => masked(masking)),
  ofCrossMask,
  attentionMistakesHiddenBy<Inputs>(masked, 0, (code) => !nanAlone.includes(code)),
  attentionMistakesHiddenBy<Inputs>(masked, 1, (code) => [...nanAlone, ...dependent, ...overflowing].includes(code)),
  attentionMistakesHiddenBy<Inputs>(masked, 2, (code) => code === "normalized-by-sum" || dependent.includes(code)),
].reduce(withShared, own);

export default mistakes;
