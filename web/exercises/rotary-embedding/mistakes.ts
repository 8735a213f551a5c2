import { add, generate, map, multiply, type Nd, nd, subtract } from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { type RotaryVariant, rotaryMistakes, rotated } from "../shared/wrong-rotary.js";

interface Inputs {
  readonly x: Nd;
  readonly base: number;
}

const way = composed(
  ({ x, base }: Inputs, variant: RotaryVariant): Answer => ({ out: rotated(x, base, ({ at }) => at, variant) }),
);

/** Half of the features, 0 or 1. */
function halfOf(x: Nd, part: 0 | 1): Nd {
  const d = x.shape.at(-1) as number;
  const values = x.data.filter((_, at) => Math.floor((2 * (at % d)) / d) === part);
  return nd([...x.shape.slice(0, -1), d / 2], values);
}

function joined(first: Nd, second: Nd): Nd {
  const half = first.shape.at(-1) as number;
  const rows = first.data.length / half;
  const data = Array.from({ length: rows }, (_, row) =>
    [first, second].flatMap(({ data }) => Array.from(data.subarray(row * half, (row + 1) * half))),
  );
  return nd([...first.shape.slice(0, -1), 2 * half], data.flat());
}

/** The angles are an array of this shape, [..., d/2], which broadcasts where it can; positions count along its first axis. */
const broadcast =
  (shapeOf: (shape: readonly number[]) => readonly number[]): Way<Inputs> =>
  ({ x, base }) => {
    const d = x.shape.at(-1) as number;
    const angles = generate([...shapeOf(x.shape), d / 2], (index) => {
      const pair = index.at(-1) as number;
      return (index[0] as number) * base ** ((-2 * pair) / d);
    });
    const [cos, sin] = [map(angles, Math.cos), map(angles, Math.sin)];
    const [first, second] = [halfOf(x, 0), halfOf(x, 1)];
    return joined(
      subtract(multiply(first, cos), multiply(second, sin)),
      add(multiply(first, sin), multiply(second, cos)),
    );
  };

const mistakes: readonly Mistake<Inputs>[] = [
  ...rotaryMistakes<Inputs>(way),
  {
    code: "rotated-by-head",
    title: { en: "The position comes from the wrong axis", zh: "位置取自错误的维" },
    explanation: {
      en: "The vectors turn by the number of their head (or of their entry in the batch), not by their position. In (B, H, L, d) the positions are the second axis from the end, so the angles have the shape (L, d/2), which broadcasts by itself. Models that keep (B, L, H, d) need angles of shape (L, 1, d/2) instead.",
      zh: "向量按头的编号（或在 batch 中的编号）旋转了，而不是按位置。在 (B, H, L, d) 中，位置是倒数第二维，角度的形状是 (L, d/2)，可以直接广播。如果模型用的是 (B, L, H, d)，角度才要写成 (L, 1, d/2)。",
    },
    ways: [
      way({ position: (_, { head }) => head }),
      way({ position: (_, { entry }) => entry }),
      // Angles in an array whose axes are not where they belong: as many as heads or entries, or positions in front of a further axis.
      broadcast(([, heads = 0]) => [heads]),
      broadcast(([batch = 0]) => [batch]),
      broadcast(([, , length = 0]) => [length, 1]),
      // Positions counted on through the heads, as in a reshaped array.
      way(({ x }) => ({ position: (own, { head }) => head * (x.shape[2] as number) + own })),
    ],
    // As many angles as there are heads, or as many entries as there are in the batch.
    raises:
      /broadcast together with shapes \(\d+,\d+,\d+,(\d+)\) \((?:1,)*\d+,(?:1,)*\1\)|at non-singleton dimension [12]\b/,
  },
  {
    code: "positions-from-one",
    title: { en: "Positions start at 1", zh: "位置从 1 开始数" },
    explanation: {
      en: "The first vector was turned, but its position is 0, so it must come back unchanged. A shift of all positions does no harm to attention: scores depend on differences of positions. But keys in a cache and the queries of later steps must be counted in the same way, so the convention matters: start at 0.",
      zh: "第一个向量被旋转了，但它的位置是 0，应原样返回。所有位置一起平移并不影响注意力，因为分数只取决于位置之差。但缓存里的 key 与后续步骤的 query 必须用同一种数法，所以约定很重要：从 0 开始。",
    },
    ways: [way({ position: (own) => own + 1 })],
  },
  firstEntryOnly(way({})),
];

export default mistakes;
