import type { Definition, ExerciseCase } from "../../format/exercise.js";
import { nucleus } from "../shared/nucleus.js";

/** What the prompt shows: logits are logarithms of these probabilities. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    logits: {
      shape: [2, 4],
      data: Float32Array.of(0.1, 0.5, 0.15, 0.25, 0.04, 0.06, 0.8, 0.1).map(Math.log),
    },
    p: 0.7,
  },
};

export default {
  ...nucleus,
  title: { en: "The last token of the nucleus", zh: "核采样的最后一个 token" },
  track: "bugs",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: ["top-p-probabilities"],
  // In place of the first small one.
  cases: (random) => [example, ...nucleus.cases(random).slice(1)],
} satisfies Definition;
