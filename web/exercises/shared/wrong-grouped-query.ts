/** What goes wrong in attention of H query heads to G key heads. */
import { type Nd, softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "./composed.js";
import { known } from "./known-mistakes.js";
import { attentionMistakes, firstRows, last, unstableOverKeys, withShared } from "./wrong-attention.js";
import { attendGrouped, type GroupedVariant, groupMistakes, repeatHeads, size } from "./wrong-grouped-heads.js";
import { activated, firstEntryOnly, ofFirstEntry } from "./wrong-outputs.js";

interface Qkv {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

interface QkvVariant extends GroupedVariant {
  /** What is taken for queries, keys and values. Default: what they are. */
  readonly taken?: (inputs: Qkv) => Qkv;
}

const way = composed((inputs: Qkv, { taken = (given) => given, ...variant }: QkvVariant) => {
  const { q, k, v } = taken(inputs);
  return attendGrouped(q, k, v, variant);
});

const either = (variant: (inputs: Qkv) => QkvVariant) => [
  way(variant),
  way((inputs) => ({ ...variant(inputs), weigh: unstableOverKeys })),
];

const byRootOf = (number: (inputs: Qkv) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

const right = way({});
const onlyFirst = firstEntryOnly(right);

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [10, 5],
  [6, 2],
] as const;

export const groupedQueryMistakes: readonly Mistake<Qkv>[] = withShared(
  [
    ...groupMistakes<Qkv>(way, sizes),
    {
      ...known("scale-by-other-size"),
      explanation: {
        en: "The scores are divided by the root of the wrong size: the number of query heads or key heads, the width H · d of all heads together, the batch size or a sequence length. A score is a dot product of d terms, whatever the heads share: divide by √d, the width of one head.",
        zh: "分数除以的是其他大小的平方根：query 头数、key 头数、所有头合起来的维度 H · d、batch 大小或序列长度。无论各头共享什么，一个分数总是 d 项的点积：应除以 √d，d 是单个头的维度。",
      },
      ways: [
        byRootOf(({ q }) => size(q, 1) * last(q)),
        byRootOf(({ q }) => size(q, 1)),
        byRootOf(({ k }) => size(k, 1)),
        byRootOf(({ k }) => size(k, 1) * last(k)),
        byRootOf(({ q, k }) => size(q, 1) / size(k, 1)),
        byRootOf(({ q, k }) => last(q) / (size(q, 1) / size(k, 1))),
        byRootOf(({ q, k }) => (last(q) * size(q, 1)) / size(k, 1)),
        byRootOf(({ q }) => size(q, 0)),
        byRootOf(({ q }) => size(q, 2)),
        byRootOf(({ k }) => size(k, 2)),
      ],
    },
    {
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
    },
    {
      ...known("queries-and-keys-swapped"),
      ways: [(v: Nd) => v, (v: Nd, L: number) => firstRows(v, L)].flatMap((kept) =>
        either(() => ({
          taken: ({ q, k, v }) => {
            const heads = size(q, 1);
            return { q: repeatHeads(k, heads), k: q, v: kept(repeatHeads(v, heads), size(q, 2)) };
          },
        })),
      ),
    },
    { ...known("values-from-keys"), ways: either(() => ({ taken: ({ q, k }) => ({ q, k, v: k }) })) },
    { ...known("returned-weights-instead"), ways: [({ q, k, v }) => attendGrouped(q, k, v).weights] },
    activated(right),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        way({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v: ofFirstEntry(v) }) }),
        way({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v }) }),
        way({ taken: ({ q, k, v }) => ({ q, k, v: ofFirstEntry(v) }) }),
      ],
    },
  ],
  attentionMistakes<Qkv>(way, 4),
);
