import {
  add,
  expand,
  generate,
  map,
  mean,
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
import { joined } from "../shared/joined.js";
import { known } from "../shared/known-mistakes.js";
import { attend, attentionMistakes, last, type Variant, withShared } from "../shared/wrong-attention.js";
import { size } from "../shared/wrong-grouped-heads.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Latent {
  readonly q_nope: Nd;
  readonly q_rope: Nd;
  readonly c: Nd;
  readonly k_rope: Nd;
  readonly w_uk: Nd;
  readonly w_uv: Nd;
}

interface Widths {
  readonly n: number;
  readonly r: number;
  readonly m: number;
}

/** What the scores of the two parts are multiplied by before they are added. */
interface Parts {
  readonly nope?: number;
  readonly rope?: number;
}

interface LatentVariant extends Variant {
  /** [B, H, S, n], and the values [B, H, S, dv]. */
  readonly keys?: (inputs: Latent) => Nd;
  readonly values?: (inputs: Latent) => Nd;
  /** The rotary part of the keys [B, H, S, r]. */
  readonly rotary?: (inputs: Latent) => Nd;
  readonly parts?: (widths: Widths) => Parts;
  readonly taken?: (inputs: Latent) => Latent;
}

/** From latents [B, S, m] and weights [H, o, m] to [B, H, S, o]. */
function projected(latents: Nd, w: Nd): Nd {
  const [B, S, m] = latents.shape as [number, number, number];
  const [H, o, width] = w.shape as [number, number, number];
  if (m !== width) throw new RangeError(`Latents of ${m} features, weights of ${width}.`);
  return generate([B, H, S, o], (index) => {
    const [b, h, j, row] = index as [number, number, number, number];
    let sum = 0;
    for (let i = 0; i < m; i++)
      sum += (latents.data[(b * S + j) * m + i] as number) * (w.data[(h * o + row) * m + i] as number);
    return sum;
  });
}

/** [B, S, r] for each of H heads. */
const forHeads = (x: Nd, H: number) =>
  generate([size(x, 0), H, size(x, 1), last(x)], (index) => {
    const [b, , j, i] = index as [number, number, number, number];
    return x.data[(b * size(x, 1) + j) * last(x) + i] as number;
  });

const behind = joined(3);
const widthsOf = ({ q_nope, q_rope, c }: Latent): Widths => ({ n: last(q_nope), r: last(q_rope), m: last(c) });

const way = composed((inputs: Latent, variant: LatentVariant) => {
  const {
    keys = ({ c, w_uk }) => projected(c, w_uk),
    values = ({ c, w_uv }) => projected(c, w_uv),
    rotary = ({ k_rope, q_rope }) => forHeads(k_rope, size(q_rope, 1)),
    parts = (): Parts => ({}),
    taken = (given) => given,
    ...attention
  } = variant;
  const used = taken(inputs);
  const { nope = 1, rope = 1 } = parts(widthsOf(used));
  const q = behind(expand(scale(used.q_nope, nope), 2), expand(scale(used.q_rope, rope), 2));
  const { out, weights } = attend(q, behind(keys(used), rotary(used)), values(used), attention);
  return { out: squeeze(out, 2), weights: squeeze(weights, 2) };
});

const right = way({});
const onlyFirst = firstEntryOnly<Latent>((inputs) => ({ out: right(inputs).out }));

const byRootOf = (number: (widths: Widths, inputs: Latent) => number) =>
  way((inputs) => ({ scale: 1 / Math.sqrt(number(widthsOf(inputs), inputs)) }));

/** The matrix of the first head for every head. */
const ofFirstHead = ofFirstEntry;

/** What w [H, o, m] gives where a reshape to (H, m, o) is taken for its transpose. */
const reshaped = (w: Nd): Nd => transpose(reshape(w, [size(w, 0), last(w), size(w, 1)]));

const sharedRotaryQuery = (one: (x: Nd, axis: number) => Nd) =>
  way({
    taken: (inputs) => {
      const ones = map(inputs.q_rope, () => 1);
      return { ...inputs, q_rope: multiply(ones, one(inputs.q_rope, 1)) };
    },
  });

const onlyNope: LatentVariant = { parts: () => ({ rope: 0 }) };
const onlyRope: LatentVariant = { parts: () => ({ nope: 0 }) };

const mistakes: readonly Mistake<Latent>[] = withShared(
  [
    {
      code: "scale-without-rope",
      title: { en: "The scale is not 1/√(n + r)", zh: "缩放不是 1/√(n + r)" },
      explanation: {
        en: "The scores are divided by the root of another width: n without the rotary part, or m or m + r, the width of what is multiplied in the absorbed form; or by √n + √r. A score is a dot product over the n + r features of a head's query and key. Absorbing w_uk only computes that sum in another order, so the scale stays 1/√(n + r).",
        zh: "分数除以了别的维度的平方根：漏掉旋转部分的 n，或吸收形式中实际相乘的维度 m、m + r；或者除以了 √n + √r。分数是单个头的 query 与 key 在 n + r 个特征上的点积。吸收 w_uk 只是换一种顺序计算同一个和，缩放仍是 1/√(n + r)。",
      },
      ways: [
        byRootOf(({ n }) => n),
        byRootOf(({ m }) => m),
        byRootOf(({ m, r }) => m + r),
        byRootOf(({ r }) => r),
        byRootOf(({ n, r }) => (Math.sqrt(n) + Math.sqrt(r)) ** 2),
      ],
    },
    {
      code: "rope-part-left-out",
      title: { en: "The rotary part is not in the scores", zh: "分数中没有旋转部分" },
      explanation: {
        en: "The scores contain q_nope and the up-projected latents only, so they do not know where a token is. A score is the sum of two dot products: that part, and q_rope with k_rope.",
        zh: "分数里只有 q_nope 与上投影后的潜向量，没有位置信息。分数是两个点积之和：这一部分，再加上 q_rope 与 k_rope 的点积。",
      },
      ways: [way(onlyNope), way(({ q_nope }) => ({ ...onlyNope, scale: 1 / Math.sqrt(last(q_nope)) }))],
    },
    {
      code: "content-part-left-out",
      title: { en: "Only the rotary part is in the scores", zh: "分数中只有旋转部分" },
      explanation: {
        en: "The scores contain q_rope and k_rope only. The larger part of query and key has no positions: add the dot product of q_nope and the head's key, w_uk times the latent.",
        zh: "分数里只有 q_rope 与 k_rope。query 和 key 的大部分是不带位置的：还要加上 q_nope 与该头 key 的点积，这个 key 等于 w_uk 乘以潜向量。",
      },
      ways: [way(onlyRope), way(({ q_rope }) => ({ ...onlyRope, scale: 1 / Math.sqrt(last(q_rope)) }))],
    },
    {
      code: "parts-scaled-apart",
      title: { en: "The two parts have different scales", zh: "两部分用了各自的缩放" },
      explanation: {
        en: "One part was scaled and the other was not, or each was divided by the root of its own width. Both are parts of one dot product over n + r features: add them first, then multiply the sum by 1/√(n + r).",
        zh: "只缩放了一部分，或者两部分各除以自己维度的平方根。两者属于同一个 n + r 维的点积：应先相加，再整体乘以 1/√(n + r)。",
      },
      ways: [
        way({ parts: ({ n, r }) => ({ nope: Math.sqrt((n + r) / n), rope: Math.sqrt((n + r) / r) }) }),
        way({ parts: ({ n, r }) => ({ rope: Math.sqrt(n + r) }) }),
        way({ parts: ({ n, r }) => ({ nope: Math.sqrt(n + r) }) }),
        way({ parts: ({ n, r }) => ({ nope: Math.sqrt((n + r) / n), rope: Math.sqrt(n + r) }) }),
      ],
    },
    {
      code: "two-softmaxes",
      title: { en: "Each part has its own softmax", zh: "两部分各做了一次 softmax" },
      explanation: {
        en: "The weights of the two parts were computed apart and added or averaged afterwards. The parts belong to one score: add the scores, then one softmax.",
        zh: "两部分分别算了权重，之后才相加或平均。它们属于同一个分数：应先把分数相加，再做一次 softmax。",
      },
      ways: [1, 1 / 2].map((factor) => (inputs) => {
        const [first, second] = [way(onlyNope)(inputs).out, way(onlyRope)(inputs).out];
        return scale(add(first, second), factor);
      }),
    },
    {
      code: "rope-part-up-projected",
      title: { en: "The rotary key goes through w_uk", zh: "旋转部分的 key 也做了上投影" },
      explanation: {
        en: "k_rope was multiplied by w_uk. It is no latent: it is the rotary part of the key itself, r features wide, ready to be multiplied with q_rope, and the same for every head. Only c is projected up.",
        zh: "k_rope 乘了 w_uk。它不是潜向量，而就是 key 的旋转部分，宽度为 r，可以直接与 q_rope 相乘，所有头共用。只有 c 需要上投影。",
      },
      ways: [way({ rotary: ({ k_rope, w_uk }) => projected(k_rope, w_uk) })],
    },
    {
      code: "rotary-queries-pooled",
      title: { en: "All heads share one rotary query", zh: "所有头共用了一个旋转部分的 query" },
      explanation: {
        en: "q_rope was added up or averaged over the heads, so that all heads have the same rotary scores: an einsum that drops the letter of the heads does this. Only k_rope is shared. Each head has a rotary query of its own, and its own scores with k_rope, (B, H, S).",
        zh: "q_rope 沿头求了和或取了平均，于是所有头的旋转部分分数都一样；einsum 的输出里漏写头的字母，就会这样。共用的只有 k_rope，每个头各有自己的 q_rope，它与 k_rope 的分数也各不相同，形状是 (B, H, S)。",
      },
      ways: [sum, mean].map(sharedRotaryQuery),
    },
    {
      code: "values-from-key-projection",
      title: { en: "w_uk and w_uv are mixed up", zh: "w_uk 和 w_uv 用混了" },
      explanation: {
        en: "Keys and values come from the same latent, but by two different matrices of each head: w_uk makes the keys, w_uv the values. One of them was used for both. With n = dv no shape tells.",
        zh: "key 和 value 来自同一个潜向量，但每个头用的是两个不同的矩阵：w_uk 得到 key，w_uv 得到 value。这里两处用了同一个。n = dv 时形状看不出来。",
      },
      ways: [
        way({ values: ({ c, w_uk }) => projected(c, w_uk) }),
        way({ keys: ({ c, w_uv }) => projected(c, w_uv) }),
        way({ keys: ({ c, w_uv }) => projected(c, w_uv), values: ({ c, w_uk }) => projected(c, w_uk) }),
      ],
    },
    {
      code: "absorbed-transposed",
      title: { en: "An up-projection is applied the wrong way round", zh: "上投影的方向反了" },
      explanation: {
        en: "The key of a head is w_uk c, so its score is q · (w_uk c) = (w_ukᵀ q) · c: in the absorbed form the query is multiplied by the transpose, (n) by (n, m) to (m). Here the other transpose was used, for w_uk or for w_uv, or a reshape, which gives the shape of the transpose but leaves the numbers where they are. Where n = m or dv = m no shape tells.",
        zh: "一个头的 key 是 w_uk c，所以分数为 q · (w_uk c) = (w_ukᵀ q) · c：吸收形式中 query 乘的是转置，(n) 乘以 (n, m) 得到 (m)。这里 w_uk 或 w_uv 用反了方向，或者用 reshape 代替了转置：形状对了，数却还按原来的次序排列。n = m 或 dv = m 时形状看不出来。",
      },
      ways: [
        way({ keys: ({ c, w_uk }) => projected(c, transpose(w_uk)) }),
        way({ values: ({ c, w_uv }) => projected(c, transpose(w_uv)) }),
        way({
          keys: ({ c, w_uk }) => projected(c, transpose(w_uk)),
          values: ({ c, w_uv }) => projected(c, transpose(w_uv)),
        }),
        way({ keys: ({ c, w_uk }) => projected(c, reshaped(w_uk)) }),
        way({ values: ({ c, w_uv }) => projected(c, reshaped(w_uv)) }),
        way({
          keys: ({ c, w_uk }) => projected(c, reshaped(w_uk)),
          values: ({ c, w_uv }) => projected(c, reshaped(w_uv)),
        }),
      ],
    },
    {
      code: "latent-not-expanded",
      title: { en: "The latent serves as key or value itself", zh: "直接把潜向量当成了 key 或 value" },
      explanation: {
        en: "The weights average the latents, and the result is returned without w_uv; or q_nope is multiplied with the latents without w_uk. The latent is what all heads have in common. Each head makes its own keys and values of it.",
        zh: "用权重平均了潜向量，没有乘 w_uv 就返回了；或者 q_nope 直接与潜向量相乘，没有用 w_uk。潜向量是所有头共有的，每个头要由它得到自己的 key 和 value。",
      },
      ways: [
        way({ values: ({ c, w_uv }) => forHeads(c, size(w_uv, 0)) }),
        way({ keys: ({ c, w_uk }) => forHeads(c, size(w_uk, 0)) }),
      ],
    },
    {
      code: "first-head-for-all",
      title: { en: "One head's projection serves for all", zh: "所有头共用了一个头的投影" },
      explanation: {
        en: "Every head used the w_uk or w_uv of the first one. Only the latents and k_rope are shared; each head has its own matrices, and that is why latent attention is more than multi-query attention.",
        zh: "每个头都用了第一个头的 w_uk 或 w_uv。共用的只有潜向量和 k_rope；每个头各有自己的矩阵，这正是它与多查询注意力（MQA）的区别。",
      },
      ways: [
        way({ keys: ({ c, w_uk }) => projected(c, ofFirstHead(w_uk)) }),
        way({ values: ({ c, w_uv }) => projected(c, ofFirstHead(w_uv)) }),
        way({
          keys: ({ c, w_uk }) => projected(c, ofFirstHead(w_uk)),
          values: ({ c, w_uv }) => projected(c, ofFirstHead(w_uv)),
        }),
      ],
    },
    {
      ...known("scale-by-other-size"),
      ways: [
        byRootOf(({ n, r }, { q_nope }) => size(q_nope, 1) * (n + r)),
        byRootOf((_, { q_nope }) => size(q_nope, 1)),
        byRootOf((_, { c }) => size(c, 1)),
      ],
    },
    {
      ...known("softmax-over-heads"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 1) })),
    },
    {
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
    },
    { ...known("returned-weights-instead"), ways: [(inputs): Nd => right(inputs).weights] },
    activated((inputs) => ({ out: right(inputs).out })),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        way({ taken: (inputs) => ({ ...inputs, c: ofFirstEntry(inputs.c), k_rope: ofFirstEntry(inputs.k_rope) }) }),
        way({ taken: (inputs) => ({ ...inputs, c: ofFirstEntry(inputs.c) }) }),
        way({ taken: (inputs) => ({ ...inputs, k_rope: ofFirstEntry(inputs.k_rope) }) }),
      ],
    },
  ],
  attentionMistakes<Latent>(way, 4, { oneQuery: true }),
);

export default mistakes;
