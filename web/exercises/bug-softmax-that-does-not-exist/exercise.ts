import type { Definition, ExerciseCase } from "../../format/exercise.js";
import weightedSum from "../weighted-sum-attention/exercise.js";

/** What the prompt shows: the scores are 0, 0.5 and 1. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    x: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    w: { shape: [2], data: Float32Array.of(0.5, -0.25) },
  },
};

export default {
  ...weightedSum,
  title: { en: "The softmax that does not exist", zh: "并不存在的 softmax" },
  track: "bugs",
  difficulty: "easy",
  minutes: 8,
  asked: 1,
  after: ["attention-weights"],
  cases: (random) => [example, ...weightedSum.cases(random)],
} satisfies Definition;
