import {
  add,
  divide,
  generate,
  mean,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  squeeze,
  sum,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import crossAttention, { type CrossInputs, way as crossWay } from "../cross-attention/mistakes.js";
import { adapter } from "../shared/adapted.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { type Attended, overKeys, unstableOverKeys } from "../shared/wrong-attention.js";
import { eachHiding, type Masking, rightMasking, withoutNan } from "../shared/wrong-masking.js";

interface Inputs {
  readonly queries: Nd;
  readonly x: Nd;
  /** 1 for a real token, 0 for padding. */
  readonly mask: Nd;
  readonly params: Readonly<Record<string, Nd>>;
  readonly num_heads: number;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** Query n of entry b is that of a number. */
const spread = ({ queries, x }: Inputs, place: (b: number, n: number) => number): Nd => {
  const [N, D] = queries.shape as [number, number];
  return generate([size(x, 0), N, D], (index) => {
    const [b, n, feature] = index as [number, number, number];
    return queries.data[place(b, n) * D + feature] as number;
  });
};

/** Pooling is cross-attention, from the same queries in every entry. */
const asCross = (inputs: Inputs): CrossInputs => ({
  x: spread(inputs, (_, n) => n),
  memory: inputs.x,
  memory_mask: inputs.mask,
  params: inputs.params,
  num_heads: inputs.num_heads,
});
const adapt = adapter(asCross);
const pooled = (...[variant]: Parameters<typeof crossWay>) => adapt(crossWay(variant));

/** Something else than the right answer is made of it, or its arguments are others. */
const afterwards =
  (change: (answer: Attended, inputs: Inputs) => Nd): Way<Inputs> =>
  (inputs) =>
    change(crossWay({})(asCross(inputs)), inputs);
const instead =
  (change: (given: CrossInputs, inputs: Inputs) => CrossInputs): Way<Inputs> =>
  (inputs) =>
    crossWay({})(change(asCross(inputs), inputs));

/** All tokens of the batch as one sequence. */
const joined = ({ x, memory, memory_mask, ...rest }: CrossInputs): CrossInputs => {
  const [B, S, D] = memory.shape as [number, number, number];
  const [, N] = x.shape as [number, number];
  return {
    ...rest,
    x: reshape({ shape: x.shape, data: x.data.slice(0, N * D) }, [1, N, D]),
    memory: reshape(memory, [1, B * S, D]),
    memory_mask: reshape(memory_mask, [1, B * S]),
  };
};

/** The queries share each token; then each query's shares are normalised, as in slot attention. */
const bySlots: Masking = (scores, mask) => {
  const shares = multiply(softmax(scores, -2), mask);
  return withoutNan(divide(shares, sum(shares, -1)));
};

/** The mask as the scores of all heads see it, [B, H, 1, S]. */
const tiled = (mask: Nd, H: number): Nd => {
  const [B, S] = mask.shape as [number, number];
  return generate([B, H, 1, S], (index) => {
    const [b, h, , j] = index as [number, number, number, number];
    return mask.data[((b * H + h) % B) * S + j] as number;
  });
};

/** As many of the first tokens as there are real ones. */
const prefix = (mask: Nd): Nd => {
  const [B, S] = mask.shape as [number, number];
  const count = (b: number) => mask.data.subarray(b * S, (b + 1) * S).reduce((total, one) => total + one, 0);
  return generate([B, 1, 1, S], ([b, , , j]) => Number((j as number) < count(b as number)));
};
const hiding = (visible: (mask: Nd, inputs: CrossInputs) => Nd) =>
  eachHiding(overKeys).map((masking) =>
    pooled((inputs) => ({
      visible: (mask) => visible(mask, inputs),
      ...(masking !== rightMasking && { masking }),
    })),
  );

const known = new Map(crossAttention.map((mistake) => [mistake.code, mistake]));
const inherited = (code: string): Mistake<Inputs> => {
  const mistake = known.get(code);
  if (!mistake) throw new RangeError(`Cross-attention knows no ${code}.`);
  return { ...mistake, ways: mistake.ways.map(adapt) };
};

const firstEntry = inherited("first-entry-only");
const [alone, kept, padded, ...ofFirst] = firstEntry.ways as [Way<Inputs>, Way<Inputs>, Way<Inputs>, ...Way<Inputs>[]];
const swapped = inherited("queries-and-keys-swapped");
const overQueries = inherited("softmax-over-queries");

/** What has other words or other ways here. */
const own: readonly Mistake<Inputs>[] = [
  {
    code: "queries-not-repeated",
    title: { en: "One entry's result for all", zh: "所有项共用了一项的结果" },
    explanation: {
      en: "The queries have no batch axis, and the batch got lost with it: the tokens of one entry, or of all entries together, were pooled, and every entry has the same result. The queries are the same for all, but each entry is pooled with its own tokens and its own mask.",
      zh: "query 没有 batch 维，于是 batch 也跟着丢了：只池化了某一项的 token，或把所有项的 token 混在一起，结果每一项都相同。query 是共用的，但每一项要用自己的 token 和自己的掩码来池化。",
    },
    ways: [
      ...ofFirst,
      (inputs) => squeeze(crossWay({})(joined(asCross(inputs))).out, 0),
      (inputs) => crossWay({})(joined(asCross(inputs))).out,
      (inputs) => {
        const { out } = crossWay({})(joined(asCross(inputs)));
        return add(scale(asCross(inputs).x, 0), out);
      },
      (inputs) => {
        const { out } = crossWay({})(asCross(inputs));
        return add(scale(out, 0), mean(out, 0));
      },
    ],
  },
  {
    code: "queries-interleaved",
    title: { en: "The queries are repeated one by one", zh: "query 被逐个重复了" },
    explanation: {
      en: "Each query was repeated B times in a row and the result reshaped to (B, N, D), as repeat_interleave or np.repeat does it: the first entry gets copies of the first queries, the last entry those of the last. Each entry needs all N queries in their order: expand, tile or broadcast the whole array along a new first axis.",
      zh: "每个 query 连续重复了 B 次，再 reshape 成 (B, N, D)（repeat_interleave 和 np.repeat 就是这样重复的）：第一项得到的是前几个 query 的副本，最后一项是后几个的。每一项都需要按原顺序的全部 N 个 query：应在最前面加一维，再用 expand、tile 或广播重复整个数组。",
    },
    ways: [
      instead((given, inputs) => {
        const [B, N] = [size(inputs.x, 0), size(inputs.queries, 0)];
        return { ...given, x: spread(inputs, (b, n) => Math.floor((b * N + n) / B)) };
      }),
      instead((given, inputs) => ({ ...given, x: spread(inputs, (b) => b % size(inputs.queries, 0)) })),
    ],
  },
  {
    ...overQueries,
    explanation: {
      en: "The softmax ran over the queries, so that they compete for each token: the columns sum to one. That is a step of slot attention (where the shares of each query are normalised afterwards). Here each query pools the tokens on its own: its row sums to one over the tokens.",
      zh: "softmax 沿 query 做了，变成各个 query 争夺每个 token：和为 1 的是列。那是 slot attention 的做法（之后还要在每个 query 内再归一化）。本题中每个 query 各自池化 token：它的那一行沿 token 求和为 1。",
    },
    ways: [...overQueries.ways, pooled({ masking: bySlots })],
  },
  {
    ...inherited("padding-attended"),
    explanation: {
      en: "Padding takes part in the softmax, so what an entry is pooled to depends on how much padding it has. Mask its scores before the softmax, in every head and for every query.",
      zh: "填充参与了 softmax，于是池化的结果会随填充多少而变化。应在 softmax 之前屏蔽它们的分数，对每个头、每个 query 都如此。",
    },
  },
  {
    ...inherited("keys-from-target"),
    code: "keys-from-queries",
    title: { en: "The keys are made of the queries", zh: "key 由 query 得到" },
    explanation: {
      en: "The keys, or keys and values, are projected from the learned queries. Then the queries look at one another, and the tokens are not read. Keys and values come from x. (It only runs where there are as many queries as tokens, or without the mask.)",
      zh: "key（或 key 和 value）是由可学习的 query 投影得到的。这样就成了 query 之间互相关注，没有读取 token。key 和 value 应来自 x。（只有 query 与 token 一样多，或不用掩码时才能运行。）",
    },
  },
  {
    ...inherited("values-from-target"),
    code: "values-from-queries",
    title: { en: "The values are made of the queries", zh: "value 由 query 得到" },
    explanation: {
      en: "The weights are right, but they average projections of the queries. The weights have one column for each token, so the values must come from x.",
      zh: "权重是对的，但加权平均的是 query 的投影。权重的每一列对应一个 token，所以 value 必须来自 x。",
    },
  },
  {
    ...swapped,
    explanation: {
      en: "The tokens ask and the queries are read, or the scores are k · qᵀ. The learned queries ask: the result has N rows for each entry, however many tokens there are.",
      zh: "变成了由 token 产生 query、读取可学习的 query，或者分数算成了 k · qᵀ。应由可学习的 query 去读 token：无论有多少 token，每一项的结果都是 N 行。",
    },
  },
  {
    code: "queries-not-projected",
    title: { en: "The queries are not projected", zh: "query 没有经过投影" },
    explanation: {
      en: "The learned queries met the keys as they are. A layer that learns only its queries could do without wq, but here they come with their own projection: q = queries @ wq.T + bq.",
      zh: "可学习的 query 没有投影就与 key 相乘了。只为学习 query 而言，wq 确实可以省掉；但本题给出了它的投影：q = queries @ wq.T + bq。",
    },
    ways: [
      instead((given) => {
        const { wq, bq } = given.params as { wq: Nd; bq: Nd };
        const identity = generate(wq.shape, ([row, column]) => Number(row === column));
        return { ...given, params: { ...given.params, wq: identity, bq: scale(bq, 0) } };
      }),
    ],
  },
  {
    code: "residual-added",
    title: { en: "The queries are added to the result", zh: "结果里多加了 query" },
    explanation: {
      en: "The queries were added to the output. The blocks of Perceiver and Set Transformer do add them; this function returns what was read, without a residual and without a normalisation.",
      zh: "输出里加上了 query。Perceiver 和 Set Transformer 的块里确实会加；本函数只返回读到的内容，没有残差，也没有归一化。",
    },
    ways: [afterwards(({ out }, inputs) => add(out, inputs.queries))],
  },
  {
    code: "results-averaged",
    title: { en: "The results of the queries are averaged", zh: "把各个 query 的结果平均了" },
    explanation: {
      en: "The N results of an entry were averaged or summed to one vector. Each query has its own result: the shape is (B, N, D).",
      zh: "一项的 N 个结果被平均或求和成了一个向量。每个 query 各有自己的结果，形状是 (B, N, D)。",
    },
    ways: [
      afterwards(({ out }) => squeeze(mean(out, 1), 1)),
      afterwards(({ out }) => mean(out, 1)),
      afterwards(({ out }) => squeeze(sum(out, 1), 1)),
    ],
  },
  {
    ...inherited("causal-where-not-wanted"),
    title: { en: "A causal mask over the tokens", zh: "对 token 用了因果掩码" },
    explanation: {
      en: "Tokens after the query's own index are masked. The queries are no positions of a text: query 5 has nothing to do with token 5, and every query may read every real token.",
      zh: "下标大于 query 下标的 token 被屏蔽了。这些 query 不是文本中的位置：第 5 个 query 与第 5 个 token 没有对应关系，每个 query 都可以读取所有真实 token。",
    },
  },
  {
    ...inherited("mask-on-queries"),
    title: { en: "The tokens' mask hides queries", zh: "token 的掩码屏蔽了 query" },
    explanation: {
      en: "The mask was applied to the rows of the scores. Rows are queries; columns are tokens, and those are what it describes. Give it the shape (B, 1, 1, S).",
      zh: "掩码作用在了分数的行上。行是 query；列才是 token，掩码描述的正是它们。应把掩码变成 (B, 1, 1, S)。",
    },
  },
  { ...knownOfMasks("mask-tiled"), ways: hiding((mask, { num_heads }) => tiled(mask, num_heads)) },
  {
    code: "mask-as-length",
    title: { en: "The mask is taken for a length", zh: "把掩码当成了长度" },
    explanation: {
      en: "The real tokens were counted, and that many of the first tokens were read. Padding may lie anywhere: before it or between real tokens as well. Ask the mask for each token.",
      zh: "数出真实 token 的个数之后，读取了最前面的这么多个。但填充可能在任何位置，也可能在开头或中间。应逐个 token 查掩码。",
    },
    ways: hiding(prefix),
  },
  {
    ...inherited("masked-row-nan"),
    title: { en: "An entry without tokens gives NaN", zh: "全是填充的项得到 NaN" },
    explanation: {
      en: "If an entry is all padding, every score is -infinity, and the softmax gives NaN (-infinity minus -infinity, or 0 / 0). The weights must be 0 then, so that the output is the bias of the last projection.",
      zh: "某一项全是填充时，所有分数都是 -inf，softmax 得到 NaN（-inf 减 -inf，或 0 / 0）。这时权重应为 0，输出就是最后一次投影的偏置。",
    },
  },
  {
    ...inherited("masked-row-mean"),
    title: { en: "An entry without tokens is pooled to its padding", zh: "全是填充的项读到了填充的内容" },
    explanation: {
      en: "Padding got a large negative score such as -1e9 instead of -infinity. Where an entry is all padding, the scores are all equal, and the output is made of the mean of the padding. The weights must be 0 then, so that the output is the bias of the last projection.",
      zh: "填充的分数用了 -1e9 这样很大的负数，而不是 -inf。某一项全是填充时，这些分数彼此相等，输出就来自填充的平均。这时权重应为 0，输出就是最后一次投影的偏置。",
    },
  },
  {
    ...inherited("empty-entry-without-bias"),
    title: { en: "An entry without tokens gives 0, not the bias", zh: "全是填充的项输出了 0，而不是偏置" },
    explanation: {
      en: "The output of an entry that is all padding was set to 0 at the end, perhaps by clearing NaN. What is 0 there are the weights and the heads; the output projection still adds its bias bo. Clear the weights right after the softmax.",
      zh: "全是填充的那一项，最后把输出置成了 0，也许是在清除 NaN。这里为 0 的应是权重和各个头；输出投影仍会加上偏置 bo。应在 softmax 之后立即清理权重。",
    },
  },
  { ...firstEntry, ways: [alone, kept, padded] },
  {
    ...inherited("scale-by-other-size"),
    ways: [
      ({ num_heads }: CrossInputs) => num_heads,
      ({ memory }: CrossInputs) => size(memory, 1),
      ({ x }: CrossInputs) => size(x, 1),
    ].flatMap((divisor) =>
      [{}, { masking: eachHiding(unstableOverKeys)[1] as Masking }].map((softened) =>
        pooled((given) => ({ ...softened, scale: 1 / Math.sqrt(divisor(given)) })),
      ),
    ),
  },
  {
    ...inherited("values-not-projected"),
    explanation: {
      en: "The weights average the tokens themselves. The values have their own projection: v = x @ wv.T + bv.",
      zh: "加权平均的是 token 本身。value 有自己的投影：v = x @ wv.T + bv。",
    },
  },
];

const renamed = ["keys-from-target", "values-from-target"];
const isOwn = ({ code }: { readonly code: string }) => own.some((mistake) => mistake.code === code);

const mistakes: readonly Mistake<Inputs>[] = [
  ...own,
  ...crossAttention
    .filter((mistake) => !isOwn(mistake) && !renamed.includes(mistake.code))
    .map(({ code }) => inherited(code)),
];

export default mistakes;
