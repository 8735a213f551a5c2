import type { Definition, ExerciseCase } from "../../format/exercise.js";
import { softcappedAttention } from "../shared/softcapped-attention.js";

/** What the prompt shows: one head, three tokens, one feature. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    q: { shape: [1, 1, 3, 1], data: Float32Array.of(-1, 1, 2) },
    k: { shape: [1, 1, 3, 1], data: Float32Array.of(1, 2, 0) },
    v: { shape: [1, 1, 3, 1], data: Float32Array.of(3, 6, 90) },
    cap: 2,
  },
};

export default {
  ...softcappedAttention,
  title: { en: "A cap after the mask", zh: "掩码之后才做的软截断" },
  track: "bugs",
  difficulty: "easy",
  minutes: 10,
  asked: 1,
  after: ["softcapped-attention"],
  // In place of the first small one.
  cases: (random) => [example, ...softcappedAttention.cases(random).slice(1)],
} satisfies Definition;
