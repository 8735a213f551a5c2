import type { Definition, ExerciseCase } from "../../format/exercise.js";
import { floats, ints, number } from "../../format/tensors.js";
import { embeddingBackward, sequences, tableArguments, tableCase } from "../shared/embedding-backward.js";
import { finishedBackward } from "../shared/finished.js";

/** What the prompt shows: id 2 twice. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    ids: sequences([[2, 0, 2]]),
    dx: { shape: [1, 3, 2], data: Float32Array.of(1, 10, 2, 20, 3, 30) },
    vocab: 4,
  },
};

export default {
  title: { en: "The gradient of repeated ids", zh: "重复 id 的梯度" },
  track: "bugs",
  difficulty: "easy",
  minutes: 8,
  asked: 2,
  after: ["linear-backward"],
  signature: {
    name: "embedding_backward",
    arguments: tableArguments,
    outputs: [
      {
        name: "grad",
        kind: "float",
        shape: ["V", "D"],
        about: { en: "gradient of the embedding table", zh: "embedding 表的梯度" },
      },
    ],
  },
  cases: (random) => [
    example,
    tableCase(
      random,
      "no-id-twice",
      { en: "No id twice", zh: "没有重复的 id" },
      sequences([[3, 1, 4]]),
      { D: 2, vocab: 6 },
      true,
    ),
    tableCase(
      random,
      "two-sequences",
      { en: "Two sequences, ids repeated in one and in both", zh: "两个序列，id 在序列内和序列间都有重复" },
      sequences([
        [1, 3, 1, 4],
        [3, 4, 0, 4],
      ]),
      { D: 3, vocab: 5 },
      true,
    ),
    tableCase(
      random,
      "three-sequences",
      { en: "Three sequences of seven", zh: "三个序列，各七个 token" },
      random.integers(5, [3, 7]),
      { D: 4, vocab: 11 },
    ),
    tableCase(
      random,
      "everything-four",
      { en: "Batch, positions, features and vocabulary: all four", zh: "batch、位置数、特征数、词表大小都是四" },
      random.integers(4, [4, 4]),
      { D: 4, vocab: 4 },
    ),
    tableCase(
      random,
      "one-id",
      { en: "Every token is the same", zh: "所有 token 都相同" },
      sequences([Array<number>(6).fill(1), Array<number>(6).fill(1)]),
      { D: 5, vocab: 3 },
    ),
    tableCase(random, "one-row", { en: "A vocabulary of one", zh: "词表只有一个 token" }, random.integers(1, [2, 3]), {
      D: 4,
      vocab: 1,
    }),
    tableCase(
      random,
      "large-vocabulary",
      { en: "Few of many rows are used", zh: "词表很大，只用到几行" },
      random.integers(8, [2, 9]),
      { D: 3, vocab: 60 },
    ),
    tableCase(random, "one-token", { en: "A single token", zh: "只有一个 token" }, random.integers(5, [1, 1]), {
      D: 7,
      vocab: 6,
    }),
    tableCase(
      random,
      "long-text",
      { en: "Sixty tokens, nine different ones", zh: "六十个 token，只有九种" },
      random.integers(9, [2, 60]),
      { D: 6, vocab: 10 },
    ),
  ],
  // A plain reference: no kernel adds up rows.
  expected: (_, inputs) => ({
    grad: embeddingBackward(ints(inputs, "ids"), floats(inputs, "dx"), number(inputs, "vocab")),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  finished: finishedBackward,
  pictures: [
    {
      of: "grad",
      title: { en: "Gradient of the table", zh: "表的梯度" },
      rows: { en: "token id", zh: "token id" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
  differentiable: false,
} satisfies Definition;
