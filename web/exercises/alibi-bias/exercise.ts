import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { number } from "../../format/tensors.js";

interface Sizes {
  readonly H: number;
  readonly L: number;
  readonly S: number;
}

function of(name: string, title: Text, { H, L, S }: Sizes, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { num_heads: H, seq_q: L, seq_k: S } };
}

export default {
  title: { en: "Linear biases by distance (ALiBi)", zh: "按距离的线性偏置（ALiBi）" },
  track: "positions",
  difficulty: "easy",
  minutes: 15,
  asked: 2,
  after: ["causal-mask"],
  signature: {
    name: "alibi_bias",
    arguments: [
      { name: "num_heads", kind: "number", about: { en: "number of heads, H", zh: "头数 H" } },
      { name: "seq_q", kind: "number", about: { en: "number of queries, L", zh: "query 的个数 L" } },
      { name: "seq_k", kind: "number", about: { en: "number of keys, S", zh: "key 的个数 S" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["H", "L", "S"],
        about: { en: "what is added to the scores of each head", zh: "加到每个头的分数上的偏置" },
      },
    ],
  },
  cases: (random) => {
    const short = random.between(3, 5);
    const long = random.between(8, 12);
    return [
      of("two-heads", { en: "Two heads, three positions", zh: "两个头，三个位置" }, { H: 2, L: 3, S: 3 }, true),
      of(
        "with-a-past",
        { en: "Four heads, two queries after two earlier keys", zh: "四个头，前面已有两个 key，再来两个 query" },
        { H: 4, L: 2, S: 4 },
        true,
      ),
      of("three-heads", { en: "Three heads: no power of two", zh: "三个头：不是 2 的幂" }, { H: 3, L: 2, S: 3 }, true),
      of("eight-heads", { en: "Eight heads, a longer past", zh: "八个头，过去更长" }, { H: 8, L: short, S: long }),
      of("twelve-heads", { en: "Twelve heads", zh: "十二个头" }, { H: 12, L: short + 1, S: long + 1 }),
      of("square", { en: "Heads, queries and keys: all six", zh: "头、query、key 都是六个" }, { H: 6, L: 6, S: 6 }),
      of("one-query", { en: "Decoding: one new query", zh: "解码：只有一个新 query" }, { H: 16, L: 1, S: long }),
      of(
        "more-queries-than-keys",
        { en: "More queries than keys", zh: "query 比 key 多" },
        { H: 7, L: long, S: short },
      ),
      of("one-head", { en: "A single head", zh: "只有一个头" }, { H: 1, L: long - 2, S: long + 20 }),
    ];
  },
  expected: (kernels, inputs) => {
    const [numHeads, seqQ, seqK] = [number(inputs, "num_heads"), number(inputs, "seq_q"), number(inputs, "seq_k")];
    return { out: kernels.alibiBias({}, { numHeads, seqQ, seqK }).bias };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "H*L*S", at: { H: 32, L: 2048, S: 2048 } },
  pictures: [
    {
      of: "out",
      title: { en: "Bias of each head", zh: "各个头的偏置" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
