import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { ints } from "../../format/tensors.js";
import { visiblePairs } from "./reference.js";

/** Documents one after the other, each a number and how many tokens it has. */
type Row = readonly (readonly [number: number, tokens: number])[];

const padding = 0;

function of(name: string, title: Text, rows: readonly Row[], sample = false): ExerciseCase {
  const segments = rows.map((row) => row.flatMap(([number, tokens]) => Array<number>(tokens).fill(number)));
  const shape = [segments.length, (segments[0] as readonly number[]).length];
  return { name, title, sample, inputs: { segments: { shape, data: Int32Array.from(segments.flat()) } } };
}

export default {
  title: { en: "Mask of packed documents", zh: "打包文档的掩码" },
  track: "core",
  difficulty: "medium",
  minutes: 12,
  asked: 2,
  after: ["attention-mask"],
  signature: {
    name: "packed_mask",
    arguments: [
      {
        name: "segments",
        kind: "int",
        shape: ["B", "L"],
        about: {
          en: "number of the document that each token belongs to, 0 for padding",
          zh: "每个 token 所属文档的编号，0 表示填充",
        },
      },
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
    const cut = random.between(2, 4);
    const [low, high] = [random.between(1, 3), random.between(5, 9)];
    return [
      of(
        "one-row",
        { en: "Two documents and padding", zh: "两篇文档和填充" },
        [
          [
            [high, 2],
            [low, 3],
            [padding, 1],
          ],
        ],
        true,
      ),
      of(
        "batch",
        { en: "A batch of two, one of them without padding", zh: "batch 为 2，其中一项没有填充" },
        [
          [
            [1, 1],
            [2, 1],
            [padding, 2],
          ],
          [
            [high, 3],
            [4, 1],
          ],
        ],
        true,
      ),
      of("long", { en: "Many documents, numbered in no order", zh: "许多文档，编号没有顺序" }, [
        [
          [high, cut],
          [low, 3],
          [4, 5 - cut],
          [padding, 3],
        ],
        [
          [low, 1],
          [high, 5],
          [4, 4],
          [padding, 1],
        ],
        [
          [4, 2],
          [low, cut + 1],
          [high, 8 - cut],
        ],
      ]),
      of("as-many-entries-as-positions", { en: "As many entries as positions", zh: "batch 大小与序列长度相同" }, [
        [
          [low, 2],
          [high, 3],
        ],
        [[padding, 5]],
        [
          [high, cut],
          [low, 5 - cut],
        ],
        [
          [4, 1],
          [high, 1],
          [low, 2],
          [padding, 1],
        ],
        [[high, 5]],
      ]),
      of("one-document", { en: "Each row is one document", zh: "每一行只有一篇文档" }, [[[low, 7]], [[high, 7]]]),
      of("one-position", { en: "A single position", zh: "只有一个位置" }, [[[low, 1]], [[padding, 1]], [[high, 1]]]),
      of("padding-in-front", { en: "Padding in front and in between", zh: "填充在开头和中间" }, [
        [
          [padding, 2],
          [high, cut],
          [padding, 1],
          [low, 5 - cut],
        ],
        [
          [padding, 3],
          [low, 5],
        ],
      ]),
      of("single-tokens", { en: "Documents of one token", zh: "每篇文档只有一个 token" }, [
        [
          [low, 1],
          [high, 1],
          [high + 1, 1],
          // Numbers that share bits.
          [16, 1],
          [48, 1],
          [32, 1],
          [padding, 1],
        ],
      ]),
    ];
  },
  // No kernel builds a mask.
  expected: (_kernels, inputs) => ({ out: visiblePairs(ints(inputs, "segments")) }),
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
