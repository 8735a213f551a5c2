import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { distinctRows } from "../shared/distinct-rows.js";
import { topKProbabilities } from "./reference.js";

const drawCase = (
  name: string,
  title: Text,
  logits: FloatTensor,
  temperature: number,
  k: number,
  sample = false,
): ExerciseCase => ({ name, title, sample, inputs: { logits, temperature, k } });

/**
 * For k = 2: the largest, and one of two equal ones. The lower index must win; these are orders in which it does so even with
 * NumPy's argpartition, which promises nothing of equal numbers but is how many people choose.
 */
const tied = [
  [0, 1, 0, -1, 2, 1],
  [-1, 1, 2, 0, 1, 0],
  [1, 0, 2, -1, 0, 1],
  [0, 2, -1, 1, 0, 1],
  [1, -1, 0, 2, 1, 0],
  [2, 0, -1, 1, 0, 1],
  [0, 1, 1, -1, 2, 0],
] as const;

function ties(random: Random): FloatTensor {
  const first = random.between(0, tied.length - 1);
  const rows = Array.from({ length: 4 }, (_, row) =>
    (tied[(first + row) % tied.length] as readonly number[]).map((logit) => logit + row / 4),
  );
  return { shape: [4, 6], data: Float32Array.from(rows.flat()) };
}

/** Rows near 1000, near -1000, and of both: even tokens there, odd ones 2000 below. */
const levels = (random: Random): FloatTensor =>
  edited(distinctRows(random, [3, 12]), (value, index) => {
    const [row, token] = index as [number, number];
    return value + (row === 0 || (row === 2 && token % 2 === 0) ? 1000 : -1000);
  });

export default {
  title: { en: "Temperature and top-k", zh: "温度与 top-k" },
  track: "training",
  difficulty: "easy",
  minutes: 15,
  asked: 3,
  after: ["softmax"],
  signature: {
    name: "top_k_probabilities",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "V"],
        about: { en: "the model's scores for the next token", zh: "模型给下一个 token 的分数" },
      },
      {
        name: "temperature",
        kind: "number",
        about: { en: "above 0; the logits are divided by it", zh: "大于 0；logits 要除以它" },
      },
      {
        name: "k",
        kind: "number",
        about: { en: "how many tokens of each row are kept, 1 to V", zh: "每行保留多少个 token，1 到 V" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "V"],
        about: { en: "probabilities to sample from; each row sums to one", zh: "用来采样的概率，每行之和为 1" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      "cold",
      { en: "Two rows, temperature 0.5", zh: "两行，温度 0.5" },
      distinctRows(random, [2, 5]),
      0.5,
      2,
      true,
    ),
    drawCase("warm", { en: "Three rows, temperature 2", zh: "三行，温度 2" }, distinctRows(random, [3, 4]), 2, 3, true),
    drawCase("larger", { en: "More tokens", zh: "更多 token" }, distinctRows(random, [4, 13]), 0.7, 5),
    drawCase(
      "square",
      { en: "As many rows as tokens", zh: "行数与 token 数相等" },
      distinctRows(random, [6, 6]),
      1.5,
      2,
    ),
    drawCase("one-kept", { en: "k = 1", zh: "k = 1" }, distinctRows(random, [5, 7]), 0.8, 1),
    drawCase("all-kept", { en: "k = V", zh: "k = V" }, distinctRows(random, [3, 8]), 1.25, 8),
    drawCase("one-row", { en: "A single row", zh: "只有一行" }, distinctRows(random, [1, 9]), 0.6, 4),
    drawCase(
      "one-token",
      { en: "A vocabulary of one token", zh: "词表只有一个 token" },
      distinctRows(random, [3, 1]),
      0.7,
      1,
    ),
    drawCase("ties", { en: "Equal logits at the border", zh: "边界上有相等的 logits" }, ties(random), 0.75, 2),
    drawCase(
      "logits-near-1000",
      { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      levels(random),
      0.5,
      4,
    ),
  ],
  // A plain reference: a kernel's softmax does not choose.
  expected: (_, inputs) => ({
    out: topKProbabilities(floats(inputs, "logits"), number(inputs, "temperature"), number(inputs, "k")),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [
    {
      of: "out",
      title: { en: "Probabilities", zh: "概率" },
      rows: { en: "row", zh: "行" },
      columns: { en: "token", zh: "token" },
    },
  ],
} satisfies Definition;
