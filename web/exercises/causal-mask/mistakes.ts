import { known } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { generate } from "../nd.js";

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

const mistakes: readonly Mistake<Lengths>[] = [
  {
    ...known("mask-additive"),
    ways: [Number.NEGATIVE_INFINITY, -1e9, -1e4].flatMap((hidden) =>
      eitherWay((distance) => (distance <= 0 ? 0 : hidden)),
    ),
  },
  { ...known("mask-swapped-axes"), ways: eitherWay((distance) => distance <= 0).map(swapped) },
  { ...known("mask-top-left"), ways: [byDistance((distance) => distance <= 0, topLeft)] },
  {
    ...known("mask-off-by-one"),
    ways: [...eitherWay((distance) => distance < 0), ...eitherWay((distance) => distance <= 1)],
  },
  {
    ...known("mask-inverted"),
    explanation: {
      en: "True and false have changed places: the future is marked, not what a query may attend. Here true means visible. (PyTorch's nn.MultiheadAttention marks what is hidden, so both forms are about: know which one you are asked for.)",
      zh: "true 和 false 颠倒了：标出的是未来，而不是可以关注的位置。这里 true 表示可见。（PyTorch 的 nn.MultiheadAttention 标的是被遮的位置，两种形式都常见，要看清题目要哪一种。）",
    },
    ways: eitherWay((distance) => distance > 0),
  },
  { ...known("mask-looks-ahead"), ways: eitherWay((distance) => distance >= 0) },
];

export default mistakes;
