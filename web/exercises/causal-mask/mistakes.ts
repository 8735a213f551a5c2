import { generate } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { lowNumbers } from "../shared/wrong-masking.js";

interface Lengths {
  readonly seq_q: number;
  readonly seq_k: number;
}

/** Where query 0 stands among the keys. Whoever draws another triangle may also align it otherwise. */
const bottomRight = ({ seq_q, seq_k }: Lengths) => seq_k - seq_q;
const topLeft = () => 0;

/** One element from the distance of key j to the query's own position: 0 on the diagonal, positive in the future. */
const byDistance =
  (value: (distance: number) => boolean | number, first: (lengths: Lengths) => number = bottomRight): Way<Lengths> =>
  (lengths) =>
    generate([lengths.seq_q, lengths.seq_k], (index) => {
      const [i, j] = index as [number, number];
      return Number(value(j - (i + first(lengths))));
    });

const eitherWay = (value: (distance: number) => boolean | number) => [byDistance(value), byDistance(value, topLeft)];
const swapped =
  (way: Way<Lengths>): Way<Lengths> =>
  ({ seq_q, seq_k }) =>
    way({ seq_q: seq_k, seq_k: seq_q });

/** Swapped, but for the shift of the diagonal. */
const aligned: Way<Lengths> = ({ seq_q, seq_k }) =>
  byDistance(
    (distance) => distance <= 0,
    () => seq_k - seq_q,
  )({ seq_q: seq_k, seq_k: seq_q });

const mistakes: readonly Mistake<Lengths>[] = [
  {
    ...knownOfMasks("mask-additive"),
    ways: [
      ...lowNumbers.flatMap((hidden) => eitherWay((distance) => (distance <= 0 ? 0 : hidden))),
      // A triangle of ones times -infinity: 0 times infinity is NaN.
      ...eitherWay((distance) => (distance <= 0 ? Number.NaN : Number.NEGATIVE_INFINITY)),
    ],
  },
  {
    ...knownOfMasks("mask-swapped-axes"),
    ways: [
      ...eitherWay((distance) => distance <= 0).map(swapped),
      aligned,
      // The right mask, transposed.
      swapped(byDistance((distance) => distance >= 0)),
    ],
  },
  {
    ...knownOfMasks("mask-clamped"),
    ways: [
      byDistance(
        (distance) => distance <= 0,
        (lengths) => Math.max(0, bottomRight(lengths)),
      ),
    ],
  },
  { ...knownOfMasks("mask-top-left"), ways: [byDistance((distance) => distance <= 0, topLeft)] },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...eitherWay((distance) => distance < 0), ...eitherWay((distance) => distance <= 1)],
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "True and false are swapped: the mask marks the future, not what a query may attend to. Here true means visible. (PyTorch's nn.MultiheadAttention marks the masked positions. Both conventions are common, so check which one the task asks for.)",
      zh: "true 和 false 颠倒了：标出的是未来，而不是可以关注的位置。这里 true 表示可见。（PyTorch 的 nn.MultiheadAttention 标的是被屏蔽的位置，两种约定都常见，要看清题目要哪一种。）",
    },
    ways: eitherWay((distance) => distance > 0),
  },
  {
    code: "mask-shift-reversed",
    title: { en: "The diagonal is shifted the wrong way", zh: "对角线平移的方向反了" },
    explanation: {
      en: "The diagonal is shifted by seq_q - seq_k, or by the absolute difference. Shift it by seq_k - seq_q, with its sign: that is the position of query 0 among the keys. With more keys than queries, query 0 also sees the keys before that position; with more queries than keys it is negative, and the first queries see nothing.",
      zh: "对角线平移了 seq_q - seq_k，或取了差的绝对值。应平移 seq_k - seq_q，符号也要对：它就是 query 0 在 key 序列中的位置。key 更多时，query 0 还能看到这个位置之前的 key；query 更多时它是负数，最前面的 query 什么也看不到。",
    },
    ways: [(n: number) => -n, Math.abs].map((shift) =>
      byDistance(
        (distance) => distance <= 0,
        (lengths) => shift(bottomRight(lengths)),
      ),
    ),
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Nothing is masked", zh: "没有屏蔽任何位置" },
    explanation: {
      en: "Every element is true, so every query sees the future. A query may attend to its own position and those before it.",
      zh: "所有元素都为 true，每个 query 都能看到未来。query 只能关注自己的位置和它之前的位置。",
    },
    ways: [byDistance(() => true)],
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    ways: [
      ...eitherWay((distance) => distance >= 0),
      // Row and column have changed their names.
      byDistance(
        (distance) => distance >= 0,
        ({ seq_q, seq_k }) => seq_q - seq_k,
      ),
    ],
  },
];

export default mistakes;
