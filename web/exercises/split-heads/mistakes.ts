import { generate, type Nd, permute, reshape } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { splitHeads } from "../shared/wrong-self-attention.js";

interface SplitInputs {
  readonly x: Nd;
  readonly num_heads: number;
}

interface SplitVariant {
  /** Heads and features of a head. Default: as many heads as asked for. */
  readonly heads?: (D: number, numHeads: number) => number;
  /** From (B, L, D) and the number of heads to the result. */
  readonly arrange?: (x: Nd, heads: number) => Nd;
}

const way = composed(({ x, num_heads }: SplitInputs, { heads = (_, H) => H, arrange = splitHeads }: SplitVariant) =>
  arrange(x, heads(x.shape[2] as number, num_heads)),
);

/** D read as (H, d), or as (d, H), then the axes in this order. */
const byHeads =
  (axes: readonly number[]) =>
  (x: Nd, H: number): Nd => {
    const [B, L, D] = x.shape as [number, number, number];
    return permute(reshape(x, [B, L, H, D / H]), axes);
  };
const interleaved =
  (axes: readonly number[]) =>
  (x: Nd, H: number): Nd => {
    const [B, L, D] = x.shape as [number, number, number];
    return permute(reshape(x, [B, L, D / H, H]), axes);
  };
const reshaped =
  (shape: (B: number, L: number, H: number, d: number) => readonly number[]) =>
  (x: Nd, H: number): Nd => {
    const [B, L, D] = x.shape as [number, number, number];
    return reshape(x, shape(B, L, H, D / H));
  };

/** H slices of H features: only some of x, and beyond its end where H * H > D. */
function slicesOfCount({ x, num_heads: H }: SplitInputs): Nd {
  const [B, L, D] = x.shape as [number, number, number];
  if (H * H > D) throw new RangeError(`${H} slices of ${H} features reach beyond ${D}.`);
  return generate([B, H, L, H], (index) => {
    const [b, h, i, c] = index as [number, number, number, number];
    return x.data[(b * L + i) * D + h * H + c] as number;
  });
}

const mistakes: readonly Mistake<SplitInputs>[] = [
  {
    ...known("heads-reshaped-not-transposed"),
    explanation: {
      en: "The array was reshaped straight to (B, H, L, d), as it was or after a swap of positions and features. The shape is right, but a reshape keeps the numbers in their order. In the first case head 0 gets all the features of the first positions instead of its own features of all positions; in the second each head has its own numbers, but its positions and features are mixed up. Reshape to (B, L, H, d) first, then swap L and H.",
      zh: "数组被直接 reshape 成了 (B, H, L, d)，或者先交换了位置和特征再 reshape。形状对，但 reshape 不改变数的先后顺序。前一种情况下，头 0 拿到的是最前面几个位置的全部特征，而不是所有位置上属于它的特征；后一种情况下，每个头拿到的是自己的数，但位置和特征混在了一起。应先 reshape 成 (B, L, H, d)，再交换 L 和 H。",
    },
    ways: [
      way({ arrange: reshaped((B, L, H, d) => [B, H, L, d]) }),
      // Transposed first and then reshaped straight: the numbers of a feature, not those of a position, are cut.
      way({
        arrange: (x, H) => {
          const [B, L, D] = x.shape as [number, number, number];
          return reshape(permute(x, [0, 2, 1]), [B, H, L, D / H]);
        },
      }),
    ],
  },
  {
    ...known("heads-interleaved"),
    ways: [way({ arrange: interleaved([0, 3, 1, 2]) })],
  },
  {
    ...known("head-count-as-size"),
    ways: [way({ heads: (D, H) => D / H }), slicesOfCount],
  },
  {
    code: "heads-left-behind-positions",
    title: { en: "The transpose is missing", zh: "缺少 transpose" },
    explanation: {
      en: "The result is (B, L, H, d): each position holds its heads. Attention multiplies the last two axes, so it would mix the heads of one position instead of the positions of one head. Swap axes 1 and 2 to get (B, H, L, d).",
      zh: "结果是 (B, L, H, d)：每个位置下面是它的各个头。注意力的矩阵乘法作用在最后两维，这样混合的就是同一位置的各个头，而不是同一个头的各个位置。应交换第 1 维和第 2 维，得到 (B, H, L, d)。",
    },
    ways: [way({ arrange: byHeads([0, 1, 2, 3]) })],
  },
  {
    code: "heads-before-batch",
    title: { en: "The heads come before the batch", zh: "头的维放到了 batch 之前" },
    explanation: {
      en: "The result is (H, B, L, d). That is what stacking the slices along axis 0 gives. The batch must stay in front: (B, H, L, d), so stack along axis 1, or swap only the axes of positions and heads.",
      zh: "结果是 (H, B, L, d)，沿第 0 维 stack 各个切片就会这样。batch 应保持在最前面：(B, H, L, d)。要沿第 1 维 stack，或者只交换位置和头这两维。",
    },
    ways: [way({ arrange: byHeads([2, 0, 1, 3]) })],
  },
  {
    code: "heads-folded-into-batch",
    title: { en: "The heads are folded into the batch", zh: "头被并进了 batch 维" },
    explanation: {
      en: "The result has three axes: batch and heads are one axis of B · H entries. Some implementations do that to use one batched matrix product, but this task asks for (B, H, L, d) with an axis for each.",
      zh: "结果只有三维：batch 和头合成了一维，共 B · H 项。有些实现为了使用一次批量矩阵乘法会这样做，但本题要求的是 (B, H, L, d)，两者各占一维。",
    },
    ways: [
      way({
        arrange: (x, H) => {
          const [B, , L, d] = splitHeads(x, H).shape as [number, number, number, number];
          return reshape(splitHeads(x, H), [B * H, L, d]);
        },
      }),
      // Chunks of the features, one after the other along the batch.
      way({
        arrange: (x, H) => {
          const chunks = byHeads([2, 0, 1, 3])(x, H);
          const [, B, L, d] = chunks.shape as [number, number, number, number];
          return reshape(chunks, [H * B, L, d]);
        },
      }),
    ],
  },
  {
    code: "features-before-positions",
    title: { en: "Positions and features are swapped", zh: "位置和特征颠倒了" },
    explanation: {
      en: "The result is (B, H, d, L): inside each head the features are rows and the positions columns. That is the layout of the transposed keys in a score product. The task asks for one row for each position: (B, H, L, d).",
      zh: "结果是 (B, H, d, L)：每个头里，行是特征，列是位置。这是算分数时转置之后的 key 的排法。本题要求每个位置一行：(B, H, L, d)。",
    },
    ways: [way({ arrange: byHeads([0, 2, 3, 1]) })],
  },
  firstEntryOnly(({ x, num_heads }: SplitInputs) => ({ out: splitHeads(x, num_heads) })),
];

export default mistakes;
