import type { MistakeText } from "./known-mistakes.js";

/** The texts of mistakes with masks, by code. */
const mistakesOfMasks = {
  "mask-after-softmax": {
    title: { en: "Masked after the softmax", zh: "在 softmax 之后才加掩码" },
    explanation: {
      en: "The weights of masked keys are set to zero after the softmax, so the rest no longer sums to one: the masked keys still had their share of the denominator. Mask keys before the softmax, with a score of -infinity.",
      zh: "softmax 之后才把被屏蔽 key 的权重置零，剩下的权重之和不再是 1：被屏蔽的 key 仍占了分母的份额。应在 softmax 之前把这些分数设为 -inf。",
    },
  },
  "mask-inverted": {
    title: { en: "The mask is inverted", zh: "掩码含义弄反了" },
    explanation: {
      en: "Here true means that a key may be attended to (or that a token is real), as in PyTorch's scaled_dot_product_attention. The code masks exactly those. (PyTorch's nn.MultiheadAttention uses the opposite convention, so this mistake is common.)",
      zh: "这里 true 表示可以关注（或表示真实 token），与 PyTorch 的 scaled_dot_product_attention 一致，而代码屏蔽的恰恰是这些位置。（nn.MultiheadAttention 的约定正好相反，所以这个错误很常见。）",
    },
  },
  "mask-times-infinity": {
    title: { en: "0 times infinity is NaN", zh: "0 乘以无穷是 NaN" },
    explanation: {
      en: "Multiplying the mask by -infinity gives -infinity where a key is masked, but 0 × -infinity = NaN where it is visible, and the NaN spreads over the row. Choose with where() instead of multiplying.",
      zh: "用掩码乘以 -inf，屏蔽处得到 -inf，但可见处是 0 × -inf = NaN，并会扩散到整行。应当用 where() 选择，而不是相乘。",
    },
  },
  "masked-row-nan": {
    title: { en: "A row with nothing to attend to gives NaN", zh: "整行被屏蔽时得到 NaN" },
    explanation: {
      en: "If a query may attend to no key, every score is -infinity: the maximum is -infinity too, and -infinity minus -infinity is NaN (or the sum is 0, and 0 / 0 is NaN). Such a row must give zeros; otherwise one padded query turns the loss of the whole batch into NaN.",
      zh: "某个 query 不能关注任何 key 时，整行分数都是 -inf：最大值也是 -inf，-inf 减 -inf 得 NaN（或者总和为 0，0 / 0 也是 NaN）。这样的行应输出 0，否则一个填充 query 就会让整个 batch 的损失变成 NaN。",
    },
  },
  "masked-row-mean": {
    title: { en: "A row with nothing to attend to mixes masked values", zh: "整行被屏蔽时混入了被屏蔽的 value" },
    explanation: {
      en: "Masked scores got a large negative number such as -1e9 instead of -infinity. That fails in a row where every key is masked. Put in place of the scores, the number makes them all equal, and the output is the mean of the masked values. Added to the scores, as in scores + (1 - mask) * -1e9, it shifts them all alike: in float64 it cancels in the softmax, and the row attends as if nothing were masked. Such a row must give zeros.",
      zh: "被屏蔽的分数用了 -1e9 这样很大的负数，而不是 -inf。整行都被屏蔽时就会出错。如果用它替换分数，各分数彼此相等，输出就是被屏蔽 value 的平均。如果像 scores + (1 - mask) * -1e9 那样加到分数上，各分数只是一起平移：在 float64 中它会在 softmax 里约掉，这一行就像什么都没屏蔽一样。这样的行应输出 0。",
    },
  },
  "mask-off-by-one": {
    title: { en: "The diagonal is off by one", zh: "对角线差了一格" },
    explanation: {
      en: "Each query sees one key too few or one too many. A query may attend to itself and everything before it: the diagonal is visible, the key after it is not. With one key too many, a language model can read the answer it should predict.",
      zh: "每个 query 少看或多看了一个 key。query 可以关注自己和它之前的所有位置：对角线在可见部分内，其后一个 key 不在。多看一个，语言模型就能直接读到要预测的答案。",
    },
  },
  "mask-top-left": {
    title: { en: "Aligned top-left instead of bottom-right", zh: "按左上角对齐而不是右下角" },
    explanation: {
      en: "The triangle starts at the first key. When there are more keys than queries, as with a key/value cache, the queries are the last positions of the sequence, so the last query must see every key. Shift the diagonal by seq_k - seq_q.",
      zh: "三角从第一个 key 开始。key 比 query 多时（例如使用 KV 缓存），这些 query 是序列的最后几个位置，最后一个 query 应能看到所有 key。对角线要平移 seq_k - seq_q。",
    },
  },
  "mask-clamped": {
    title: { en: "The shift of the diagonal is not allowed below zero", zh: "对角线的平移量被限制为不小于 0" },
    explanation: {
      en: "The diagonal is shifted by max(0, seq_k - seq_q). With more keys than queries that is right. With more queries than keys the shift is negative, and must stay so: the queries are the last positions of the sequence, so the first seq_q - seq_k of them lie before every key and see nothing.",
      zh: "对角线平移了 max(0, seq_k - seq_q)。key 更多时这是对的；query 更多时平移量为负，不应截断：这些 query 是序列的最后几个位置，最前面的 seq_q - seq_k 个位于所有 key 之前，什么也看不到。",
    },
  },
  "one-mask-for-all": {
    title: { en: "One mask serves for all", zh: "所有位置共用了同一份掩码" },
    explanation: {
      en: "The mask of the first batch entry, or the row of its first query, is used everywhere. Each entry and each query has its own row: index the mask as you index the scores.",
      zh: "到处都用了 batch 第一项的掩码，或第一个 query 的那一行。每一项、每个 query 都有自己的一行：掩码与分数要按同样的下标取。",
    },
  },
  "mask-ignored": {
    title: { en: "The mask is not used", zh: "没有使用掩码" },
    explanation: {
      en: "Every query attends to every key, whatever the mask says. Before the softmax, mask the keys where the mask is false.",
      zh: "无论掩码如何，每个 query 都关注了所有 key。应在 softmax 之前屏蔽掩码为 false 的 key。",
    },
  },
  "mask-as-factor": {
    title: { en: "The scores are multiplied by the mask", zh: "把分数与掩码相乘" },
    explanation: {
      en: "A masked key gets the score 0, and exp(0) = 1 is not 0: it keeps a good share of the weight, more than a visible key with a negative score. A masked key needs the score -infinity.",
      zh: "被屏蔽的 key 分数变成了 0，而 exp(0) = 1 并不是 0：它仍分走不少权重，甚至多于分数为负的可见 key。被屏蔽 key 的分数应为 -inf。",
    },
  },
  "mask-added": {
    title: { en: "The mask is added to the scores as it is", zh: "把布尔掩码直接加到了分数上" },
    explanation: {
      en: "True and false became 1 and 0 and were added to the scores: a visible key gains 1, and a masked key is not masked at all. A mask that is added must be 0 where a key is visible and -infinity where it is masked; choose with where().",
      zh: "true 和 false 被当成 1 和 0 加到了分数上：可见的 key 只多了 1 分，该屏蔽的 key 根本没有被屏蔽。用来相加的掩码应在可见处为 0、屏蔽处为 -inf；请用 where() 选择。",
    },
  },
  "mask-value-too-high": {
    title: { en: "The number that masks a key is not low enough", zh: "用来屏蔽的数不够小" },
    explanation: {
      en: "Masked scores were replaced by a negative number that is not low enough, or it was added to them. A visible score may be lower still, at -1,000,000, or a masked one that much higher: then the masked keys win, and the visible ones get almost no weight. Only -infinity is below every score.",
      zh: "被屏蔽的分数换成（或加上）了一个不够小的负数。可见的分数可能还要低（例如 -1000000），被屏蔽的分数也可能高出这么多。这时被屏蔽的 key 反而占了上风，可见的 key 几乎分不到权重。只有 -inf 低于一切分数。",
    },
  },
  "mask-looks-ahead": {
    title: { en: "The mask shows the future", zh: "掩码露出了未来" },
    explanation: {
      en: "The visible triangle is the upper one: a query sees itself and what comes after it. A causal mask shows the past: the lower triangle, including the diagonal.",
      zh: "可见的是上三角：query 看到的是自己和它之后的位置。因果掩码应露出过去：下三角，含对角线。",
    },
  },
  "mask-swapped-axes": {
    title: { en: "Rows and columns are swapped", zh: "行和列颠倒了" },
    explanation: {
      en: "The result has one row for each key. Rows must be queries and columns keys: the shape is (seq_q, seq_k).",
      zh: "结果中每一行对应一个 key。行应对应 query，列对应 key，形状为 (seq_q, seq_k)。",
    },
  },
  "mask-additive": {
    title: { en: "An additive mask instead of a boolean one", zh: "返回的是加性掩码而不是布尔掩码" },
    explanation: {
      en: "The result has 0 where a key is visible and a large negative number (or -infinity) where it is masked. That is the form that is added to the scores; this exercise asks for the boolean form, true where the query may attend to the key.",
      zh: "结果在可见处为 0，屏蔽处为很大的负数（或 -inf），这是加到分数上的形式。本题要的是布尔形式：可以关注的位置为 true。",
    },
  },
  "mask-tiled": {
    title: { en: "The masks are repeated in the wrong order", zh: "掩码重复的顺序不对" },
    explanation: {
      en: "The batch was flattened together with the heads or the queries, and the masks (or lengths) of the entries were repeated as a whole, as PyTorch's repeat and np.tile do: entry 0, entry 1, and again. But the rows of entry 0 all come first, so rows have the masks of other entries. Repeat each in place, with repeat_interleave or np.repeat, or keep the axes apart and broadcast.",
      zh: "batch 与头（或 query）合并成了一维，而各项的掩码（或长度）是整体重复的（PyTorch 的 repeat 和 np.tile 就是这样）：第 0 项、第 1 项……再从头来。但合并之后第 0 项的各行排在最前面，于是有些行用了别的项的掩码。应用 repeat_interleave 或 np.repeat 逐个原地重复，或者不合并各维，直接广播。",
    },
  },
  "maximum-of-hidden": {
    title: { en: "The maximum includes masked keys", zh: "最大值把被屏蔽的 key 也算进去了" },
    explanation: {
      en: "The maximum that is subtracted, or the first softmax, includes masked keys, and the mask comes afterwards. When a masked score is far above the visible ones, the visible exponentials all underflow to 0, and there is nothing left to normalise. Mask first, then take the maximum.",
      zh: "减去的最大值（或先做的那次 softmax）包含了被屏蔽的 key，之后才加掩码。若某个被屏蔽的分数远高于可见分数，可见部分的指数会全部下溢为 0，无从归一化。应先屏蔽，再取最大值。",
    },
  },
} as const satisfies Readonly<Record<string, MistakeText>>;

type Code = keyof typeof mistakesOfMasks;

/** As `known`: `{ ...knownOfMasks("mask-after-softmax"), ways: [...] }`. */
export const knownOfMasks = (code: Code): { readonly code: Code } & MistakeText => ({ code, ...mistakesOfMasks[code] });
