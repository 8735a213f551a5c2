import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { number } from "../../format/tensors.js";

function of(name: string, title: Text, seqQ: number, seqK: number, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { seq_q: seqQ, seq_k: seqK } };
}

export default {
  title: { en: "Causal mask", zh: "因果掩码" },
  track: "core",
  difficulty: "easy",
  minutes: 8,
  asked: 3,
  after: [],
  signature: {
    name: "causal_mask",
    arguments: [
      { name: "seq_q", kind: "number", about: { en: "number of queries, L", zh: "query 的个数 L" } },
      { name: "seq_k", kind: "number", about: { en: "number of keys, S", zh: "key 的个数 S" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "bool",
        shape: ["L", "S"],
        about: { en: "true where the query may attend to the key", zh: "true 表示该 query 可以关注该 key" },
      },
    ],
  },
  cases: (random) => {
    const short = random.between(2, 5);
    const long = random.between(7, 11);
    return [
      of("square", { en: "As many queries as keys", zh: "query 与 key 一样多" }, 4, 4, true),
      of(
        "with-a-past",
        { en: "Three queries after two earlier keys", zh: "前面已有两个 key，再来三个 query" },
        3,
        5,
        true,
      ),
      of("longer-square", { en: "A longer square", zh: "更长的方阵" }, long, long),
      of("long-past", { en: "Many more keys than queries", zh: "key 远多于 query" }, short, long + 6),
      of("one-query", { en: "Decoding: one new query", zh: "解码：只有一个新 query" }, 1, long),
      of("more-queries-than-keys", { en: "More queries than keys", zh: "query 比 key 多" }, long, short),
      of("one-of-each", { en: "One query, one key", zh: "一个 query，一个 key" }, 1, 1),
    ];
  },
  expected: (_kernels, inputs) => {
    const [L, S] = [number(inputs, "seq_q"), number(inputs, "seq_k")];
    // Query i stands at position i + S - L of the keys' sequence.
    const visible = (at: number) => (at % S <= Math.floor(at / S) + S - L ? 1 : 0);
    return { out: { shape: [L, S], data: Float32Array.from({ length: L * S }, (_, at) => visible(at)) } };
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
