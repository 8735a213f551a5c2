import type { Definition, ExerciseCase } from "../../format/exercise.js";
import { groupedQueryAttention } from "../shared/grouped-query-attention.js";

/** What the prompt shows: the values tell which key head was read. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    q: { shape: [1, 4, 1, 1], data: Float32Array.of(1, 2, 1, 2) },
    k: { shape: [1, 2, 2, 1], data: Float32Array.of(0, 1, 1, 0) },
    v: { shape: [1, 2, 2, 1], data: Float32Array.of(1, 2, 10, 20) },
  },
};

export default {
  ...groupedQueryAttention,
  title: { en: "Tiled key heads", zh: "平铺的 key 头" },
  track: "bugs",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: ["grouped-query-attention"],
  // In place of the first small one.
  cases: (random) => [example, ...groupedQueryAttention.cases(random).slice(1)],
} satisfies Definition;
