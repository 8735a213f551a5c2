import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { FloatTensor } from "../../kernels/index.js";
import classifier from "../attention-text-classifier/exercise.js";

const identity: FloatTensor = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) };
const zeros: FloatTensor = { shape: [2], data: new Float32Array(2) };

/** What the prompt shows: two real words, one token of padding, and layers that leave everything as it is. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    ids: { shape: [1, 3], data: Int32Array.of(1, 2, 0) },
    mask: { shape: [1, 3], data: Uint8Array.of(1, 1, 0) },
    params: {
      embedding: { shape: [3, 2], data: Float32Array.of(3, 3, 2, 0, 0, 1) },
      wq: identity,
      bq: zeros,
      wk: identity,
      bk: zeros,
      wv: identity,
      bv: zeros,
      wo: identity,
      bo: zeros,
      wc: identity,
      bc: zeros,
    },
  },
};

export default {
  ...classifier,
  title: { en: "Classifier without pooling", zh: "没有池化的分类器" },
  track: "bugs",
  difficulty: "hard",
  minutes: 25,
  asked: 1,
  after: ["attention-text-classifier"],
  cases: (random) => [example, ...classifier.cases(random)],
  module: {
    name: "TextClassifierWithAttention",
    init: { vocab_size: "V", d_model: "D", num_classes: "C" },
    parameters: {
      "embedding.weight": "params.embedding",
      "query_linear.weight": "params.wq",
      "query_linear.bias": "params.bq",
      "key_linear.weight": "params.wk",
      "key_linear.bias": "params.bk",
      "value_linear.weight": "params.wv",
      "value_linear.bias": "params.bv",
      "out_linear.weight": "params.wo",
      "out_linear.bias": "params.bo",
      "classifier.weight": "params.wc",
      "classifier.bias": "params.bc",
    },
    forward: ["ids", "mask"],
  },
} satisfies Definition;
