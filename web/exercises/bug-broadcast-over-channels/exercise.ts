import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Random } from "../../format/random.js";
import spatial from "../spatial-attention/exercise.js";

/** What the prompt shows: the scores are 1 and 2 in the first row of the map, 0 and 1 in the second. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    features: { shape: [1, 2, 2, 3], data: Float32Array.of(1, 0, 2, 0, 2, 0, 2, 1, 0, 0, 0, 1) },
    position: { shape: [2, 2, 3], data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1) },
  },
};

/** Here weights without an axis for the channels multiply the features without a complaint, in NumPy. */
function allSizesEqual(random: Random): ExerciseCase {
  return {
    name: "all-sizes-equal",
    title: { en: "Three of everything", zh: "所有维度都是 3" },
    sample: false,
    inputs: { features: random.normal([3, 3, 3, 3]), position: random.normal([3, 3, 3]) },
  };
}

export default {
  ...spatial,
  title: { en: "Broadcast over channels", zh: "沿通道广播" },
  track: "bugs",
  difficulty: "medium",
  minutes: 12,
  asked: 1,
  after: ["spatial-attention"],
  // One of the ordinary ones makes room for the two.
  cases: (random) => [example, ...spatial.cases(random).filter(({ name }) => name !== "wide"), allSizesEqual(random)],
} satisfies Definition;
