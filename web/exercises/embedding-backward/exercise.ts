import type { Definition } from "../../format/exercise.js";
import { floats, ints, number } from "../../format/tensors.js";
import { embeddingBackward, sequences, tableArguments, tableCase } from "../shared/embedding-backward.js";
import { finishedBackward } from "../shared/finished.js";

export default {
  title: { en: "Embedding, backward", zh: "embedding 反向传播" },
  track: "backward",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: ["linear-backward"],
  signature: {
    name: "embedding_backward",
    arguments: tableArguments,
    outputs: [
      {
        name: "dtable",
        kind: "float",
        shape: ["V", "D"],
        about: { en: "gradient with respect to the table", zh: "对 embedding 表的梯度" },
      },
    ],
  },
  cases: (random) => [
    tableCase(
      random,
      "one-word-twice",
      { en: "Four tokens, one word twice", zh: "四个 token，有一个词出现两次" },
      sequences([[3, 0, 1, 3]]),
      { D: 3, vocab: 5 },
      true,
    ),
    tableCase(
      random,
      "two-sequences",
      { en: "Two sequences that share words", zh: "两个序列，有共同的词" },
      sequences([
        [0, 2, 0],
        [2, 5, 0],
      ]),
      { D: 2, vocab: 6 },
      true,
    ),
    tableCase(
      random,
      "four-sequences",
      { en: "Four sequences of nine", zh: "四个序列，各九个 token" },
      random.integers(7, [4, 9]),
      { D: 5, vocab: 8 },
    ),
    tableCase(
      random,
      "square",
      { en: "Batch, positions, features and vocabulary: all five", zh: "batch、位置数、特征数、词表大小都是五" },
      random.integers(5, [5, 5]),
      { D: 5, vocab: 5 },
    ),
    tableCase(
      random,
      "same-word",
      { en: "One word only, again and again", zh: "只有一个词，一再重复" },
      sequences([Array<number>(7).fill(2), Array<number>(7).fill(2)]),
      { D: 4, vocab: 6 },
    ),
    tableCase(random, "one-row", { en: "A table of one row", zh: "表只有一行" }, random.integers(1, [3, 4]), {
      D: 2,
      vocab: 1,
    }),
    tableCase(random, "one-feature", { en: "A single feature", zh: "只有一个特征" }, random.integers(4, [2, 6]), {
      D: 1,
      vocab: 5,
    }),
    tableCase(
      random,
      "one-position",
      { en: "One token in each sequence", zh: "每个序列只有一个 token" },
      random.integers(3, [8, 1]),
      { D: 6, vocab: 4 },
    ),
    tableCase(
      random,
      "large-table",
      { en: "A large table, of which few rows are used", zh: "表很大，只用到几行" },
      random.integers(9, [3, 8]),
      { D: 4, vocab: 70 },
    ),
  ],
  // A plain reference: no kernel adds up rows.
  expected: (_, inputs) => ({
    dtable: embeddingBackward(ints(inputs, "ids"), floats(inputs, "dx"), number(inputs, "vocab")),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "B*L*D", at: { B: 1, L: 8192, V: 128256, D: 4096 } },
  finished: finishedBackward,
  differentiable: false,
  pictures: [
    {
      of: "dtable",
      title: { en: "Gradient of the table", zh: "对表的梯度" },
      rows: { en: "token id", zh: "token id" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
