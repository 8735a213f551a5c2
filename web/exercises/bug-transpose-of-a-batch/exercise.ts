import type { Definition, ExerciseCase } from "../../format/exercise.js";
import scaledDotProduct from "../scaled-dot-product-attention/exercise.js";

/** What the prompt shows: as many queries as sequences, so that swapped axes do not raise. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    q: { shape: [2, 2, 4], data: Float32Array.of(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2) },
    k: {
      shape: [2, 3, 4],
      data: Float32Array.of(1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 2),
    },
    v: { shape: [2, 3, 1], data: Float32Array.of(10, 20, 60, 1, 2, 6) },
  },
};

export default {
  ...scaledDotProduct,
  title: { en: "Transpose of a batch", zh: "batch 的转置" },
  track: "bugs",
  difficulty: "medium",
  minutes: 12,
  asked: 2,
  after: ["scaled-dot-product-attention"],
  cases: (random) => [example, ...scaledDotProduct.cases(random)],
} satisfies Definition;
