import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { FloatTensor } from "../../kernels/index.js";
import selfAttention from "../self-attention/exercise.js";

const identity: FloatTensor = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) };
const zeros: FloatTensor = { shape: [2], data: new Float32Array(2) };

/** What the prompt shows: the same sequence twice, and projections that leave it as it is. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    x: { shape: [2, 3, 2], data: Float32Array.of(1, 0, 0, 2, 1, 1, 1, 0, 0, 2, 1, 1) },
    wq: identity,
    bq: zeros,
    wk: identity,
    bk: zeros,
    wv: identity,
    bv: zeros,
    wo: identity,
    bo: zeros,
  },
};

export default {
  ...selfAttention,
  title: { en: "Why did the test pass?", zh: "测试为什么通过了？" },
  track: "bugs",
  difficulty: "medium",
  minutes: 15,
  asked: 2,
  after: ["self-attention"],
  cases: (random) => [example, ...selfAttention.cases(random)],
  module: {
    name: "SelfAttention",
    init: { d_model: "D" },
    parameters: {
      "query_linear.weight": "wq",
      "query_linear.bias": "bq",
      "key_linear.weight": "wk",
      "key_linear.bias": "bk",
      "value_linear.weight": "wv",
      "value_linear.bias": "bv",
      "out_linear.weight": "wo",
      "out_linear.bias": "bo",
    },
    forward: ["x"],
  },
} satisfies Definition;
