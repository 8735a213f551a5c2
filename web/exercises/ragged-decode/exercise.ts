import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, ints, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";
import { type Rubbish, withRubbish } from "../shared/rubbish.js";

type Sizes = Omit<GroupSizes, "B" | "L">;

interface Look {
  readonly sample?: boolean;
  readonly rubbish?: Rubbish;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { H, G, S, d }: Sizes,
  lengths: readonly number[],
  { sample = false, rubbish = "ordinary" }: Look = {},
): ExerciseCase {
  const B = lengths.length;
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  const cache = () =>
    withRubbish(
      random,
      draw([B, G, S, d]),
      rubbish,
      ([entry, , slot]) => (slot as number) < (lengths[entry as number] as number),
    );
  const q = draw([B, H, 1, d]);
  return { name, title, sample, inputs: { q, k: cache(), v: cache(), lengths: counts(lengths) } };
}

const counts = (lengths: readonly number[]) => ({ shape: [lengths.length], data: Int32Array.from(lengths) });

const raised = (
  random: Random,
  name: string,
  title: Text,
  { q, k }: QueriesAndKeys,
  lengths: readonly number[],
): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { q, k, v: random.normal(k.shape), lengths: counts(lengths) },
});

const slots = (name: string, about: Text) =>
  ({ name, kind: "float", shape: ["B", "G", "S", "d"], nonFinite: true, about }) as const;

export default {
  title: { en: "Decoding a batch of different lengths", zh: "变长 batch 的解码" },
  track: "inference",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["decode-step", "masked-attention"],
  signature: {
    name: "ragged_decode",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "1", "d"],
        about: {
          en: "query of the newest token of each sequence, H heads",
          zh: "每条序列最新 token 的 query，共 H 个头",
        },
      },
      slots("k", {
        en: "key slots of each sequence, G heads; G divides H. From lengths[b] on they hold rubbish, perhaps NaN",
        zh: "每条序列的 key 槽位，共 G 个头，G 整除 H。从 lengths[b] 起是垃圾数据，可能是 NaN",
      }),
      slots("v", { en: "value slots, filled like those of the keys", zh: "value 槽位，与 key 的槽位一一对应" }),
      {
        name: "lengths",
        kind: "int",
        shape: ["B"],
        about: { en: "how many slots each sequence uses, 0 to S", zh: "每条序列用了多少个槽位，0 到 S" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "1", "d"],
        about: {
          en: "the result of each query head; zeros for a sequence of length 0",
          zh: "每个 query 头的结果；长度为 0 的序列为 0",
        },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Three slots, of which two and three are used", zh: "三个槽位，两条序列分别用了两个和三个" },
      { H: 4, G: 2, S: 3, d: 2 },
      [2, 3],
      { sample: true },
    ),
    ordinary(
      random,
      "an-empty-sequence",
      { en: "One sequence has no token yet", zh: "有一条序列还没有 token" },
      { H: 2, G: 1, S: 4, d: 3 },
      [3, 0],
      { sample: true },
    ),
    ordinary(
      random,
      "lengths-differ",
      { en: "Five sequences, three key heads", zh: "五条序列，三个 key 头" },
      { H: 6, G: 3, S: 8, d: 7 },
      [1, 8, 4, 2, 6],
    ),
    ordinary(
      random,
      "groups-of-four",
      { en: "Eight query heads, two key heads, thirteen slots", zh: "八个 query 头，两个 key 头，十三个槽位" },
      { H: 8, G: 2, S: 13, d: 5 },
      [5, 11, 3],
    ),
    ordinary(
      random,
      "one-slot",
      { en: "A single slot, used or not", zh: "只有一个槽位，用了或没用" },
      { H: 3, G: 3, S: 1, d: 4 },
      [1, 0, 1],
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, query heads, slots and features: all four", zh: "batch、query 头数、槽位数、特征数都是四" },
      { H: 4, G: 2, S: 4, d: 4 },
      [2, 4, 1, 3],
    ),
    ordinary(
      random,
      "very-large-rubbish",
      { en: "Unused slots hold very large numbers", zh: "未使用的槽位里是非常大的数" },
      { H: 6, G: 2, S: 7, d: 5 },
      [4, 2, 7],
      { rubbish: "large" },
    ),
    ordinary(
      random,
      "rubbish-of-nan",
      { en: "Unused slots hold NaN", zh: "未使用的槽位里是 NaN" },
      { H: 4, G: 2, S: 6, d: 3 },
      [2, 6, 5],
      { rubbish: "nan" },
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Heads with scores near 1000, near -1000, or both", zh: "各头的分数接近 1000、-1000，或两者都有" },
      largeGroups(random, { B: 2, H: 6, G: 2, L: 1, S: 9 }, { query: 64, key: 62.5, signs: 1 }),
      [5, 7],
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 3, H: 4, G: 2, L: 1, S: 7 }),
      [4, 3, 6],
    ),
  ],
  expected: (kernels, inputs) => {
    const q = floats(inputs, "q");
    const [k, v] = ["k", "v"].map((name) => floats(inputs, name)) as [FloatTensor, FloatTensor];
    const { out } = kernels.scaledDotProductAttention({ q, k, v }, { kvLengths: [...ints(inputs, "lengths").data] });
    return { out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*H*S*d", kept: "2*B*H*S*d", at: { B: 16, H: 32, G: 8, S: 4096, d: 128 } },
  finished: finishedAttention,
  pictures: [],
  // What generates text has no gradients, and 0 · NaN on the way back would make those of most right programs NaN.
  differentiable: false,
} satisfies Definition;
