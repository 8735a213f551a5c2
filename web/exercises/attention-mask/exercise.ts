import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { ints, number } from "../../format/tensors.js";

function of(name: string, title: Text, lengths: readonly number[], seq: number, sample = false): ExerciseCase {
  const shape = [lengths.length];
  return { name, title, sample, inputs: { lengths: { shape, data: Int32Array.from(lengths) }, seq } };
}

/** Lengths well below seq: without padding several mistakes are right. */
const drawn = (random: Random, entries: number, low: number, high: number) =>
  Array.from({ length: entries }, () => random.between(low, high));

export default {
  title: { en: "Padding and causality in one mask", zh: "填充与因果合一的掩码" },
  track: "core",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: ["causal-mask"],
  signature: {
    name: "attention_mask",
    arguments: [
      {
        name: "lengths",
        kind: "int",
        shape: ["B"],
        about: { en: "how many tokens of each entry are real, 0 to seq", zh: "每一项有多少个真实 token，0 到 seq" },
      },
      { name: "seq", kind: "number", about: { en: "padded length, L", zh: "填充后的长度 L" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "bool",
        shape: ["B", "L", "L"],
        about: { en: "true where the query may attend to the key", zh: "true 表示该 query 可以关注该 key" },
      },
    ],
  },
  cases: (random) => {
    const long = random.between(9, 12);
    const square = random.between(5, 7);
    return [
      of("one-entry", { en: "Three real tokens of five", zh: "五个位置中有三个真实 token" }, [3], 5, true),
      of(
        "batch",
        { en: "A batch of three, one of them without padding", zh: "batch 为 3，其中一项没有填充" },
        [2, 4, 1],
        4,
        true,
      ),
      of("long", { en: "Much padding", zh: "填充很多" }, drawn(random, 4, 2, 5), long),
      of("an-empty-entry", { en: "An entry without any real token", zh: "有一项没有任何真实 token" }, [0, 5, 2], 8),
      of(
        "as-many-entries-as-positions",
        { en: "As many entries as positions", zh: "batch 大小与序列长度相同" },
        [...drawn(random, square - 1, 1, square - 2), square - 1],
        square,
      ),
      of("no-padding", { en: "No padding at all", zh: "完全没有填充" }, [6, 6], 6),
      of("one-position", { en: "A single position", zh: "只有一个位置" }, [1, 0, 1], 1),
      of(
        "rising-lengths",
        { en: "Every length from 1 on", zh: "长度从 1 起依次递增" },
        [1, 2, 3, 4, 5, 6, 7].slice(random.between(0, 1)),
        9,
      ),
    ];
  },
  // No kernel builds a mask: the kernels take lengths and causality as they are.
  expected: (_kernels, inputs) => {
    const lengths = ints(inputs, "lengths").data;
    const L = number(inputs, "seq");
    const shape = [lengths.length, L, L];
    const visible = (at: number) => {
      const [b, i, j] = [Math.floor(at / (L * L)), Math.floor(at / L) % L, at % L];
      return j <= i && j < (lengths[b] as number) ? 1 : 0;
    };
    return { out: { shape, data: Float32Array.from({ length: lengths.length * L * L }, (_, at) => visible(at)) } };
  },
  // The answer is 0 or 1, exactly.
  tolerance: { absolute: 1e-6, relative: 0 },
  pictures: [
    {
      of: "out",
      title: { en: "What each query may attend to", zh: "每个 query 可以关注的 key" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
