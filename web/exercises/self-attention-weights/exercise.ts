import type { Definition, ExerciseCase, Inputs } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, ints, rounded, withHeads } from "../../format/tensors.js";
import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelow, type LargeScores, largeWeights, signedRows } from "../shared/projections.js";

interface Sentence {
  readonly words: readonly string[];
  /** Id by position in this list. Some words do not occur in the sentence, one occurs twice. */
  readonly vocabulary: readonly string[];
}

const sentences: Readonly<Record<string, Sentence>> = {
  english: {
    words: ["the", "cat", "saw", "the", "dog"],
    vocabulary: ["a", "cat", "dog", "fish", "saw", "the", "was"],
  },
  chinese: {
    words: ["我", "爱", "吃", "苹果", "，", "也", "爱", "吃", "梨"],
    vocabulary: ["梨", "喝", "也", "我", "你", "爱", "苹果", "茶", "，", "吃", "不"],
  },
};

function spoken(
  random: Random,
  name: keyof typeof sentences & string,
  title: Text,
  D: number,
  sample: boolean,
): ExerciseCase {
  const { words, vocabulary } = sentences[name] as Sentence;
  const ids: IntTensor = { shape: [words.length], data: Int32Array.from(words, (word) => vocabulary.indexOf(word)) };
  return ofIds(random, name, title, ids, vocabulary.length, D, sample);
}

function ofIds(
  random: Random,
  name: string,
  title: Text,
  ids: IntTensor,
  V: number,
  D: number,
  sample = false,
): ExerciseCase {
  // Weights are shares of one among L words: scores must vary well for a wrong one to show.
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const weight = () => finish(random.normal([D, D], 1.5 / Math.sqrt(D)));
  return { name, title, sample, inputs: { ids, embedding: finish(random.normal([V, D])), wq: weight(), wk: weight() } };
}

/** Even ids make queries of one sign, odd ids of the other; both occur. */
function large(random: Random, name: string, title: Text, scores: LargeScores): ExerciseCase {
  const [V, L, D] = [15, 11, 4];
  const drawn = random.integers(V, [L]);
  const ids = { shape: drawn.shape, data: drawn.data.map((id, at) => (at < 2 ? at : id)) };
  const { wq, wk } = largeWeights(random, D, D, scores);
  return { name, title, sample: false, inputs: { ids, embedding: signedRows(random.normal([V, D]), scores), wq, wk } };
}

/** [L, D]: the embedding of each position. */
function lookUp(ids: IntTensor, embedding: FloatTensor): FloatTensor {
  const [, D] = embedding.shape as [number, number];
  const data = new Float32Array(ids.data.length * D);
  ids.data.forEach((id, at) => {
    data.set(embedding.data.subarray(id * D, (id + 1) * D), at * D);
  });
  return { shape: [ids.data.length, D], data };
}

/** The words of the sentence, or the ids where a case has none. */
function labels(inputs: Inputs, caseName: string) {
  const ids = ints(inputs, "ids");
  const words = sentences[caseName]?.words ?? Array.from(ids.data, (id) => `#${id}`);
  return { rows: words, columns: words };
}

export default {
  title: { en: "The attention matrix of a sentence", zh: "一句话的注意力矩阵" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 1,
  after: ["scaled-dot-product-attention"],
  signature: {
    name: "attention_matrix",
    arguments: [
      {
        name: "ids",
        kind: "int",
        shape: ["L"],
        about: {
          en: "ids of the words: row numbers of the embedding",
          zh: "句子中各词的 id，即 embedding 的行号",
        },
      },
      {
        name: "embedding",
        kind: "float",
        shape: ["V", "D"],
        about: { en: "one vector for each word of the vocabulary", zh: "词表中每个词的向量" },
      },
      {
        name: "wq",
        kind: "float",
        shape: ["D", "D"],
        about: { en: "query weight (out, in)", zh: "query 投影权重 (out, in)" },
      },
      { name: "wk", kind: "float", shape: ["D", "D"], about: { en: "key weight", zh: "key 投影权重" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["L", "L"],
        about: {
          en: "row i: how word i divides its attention among all words",
          zh: "第 i 行：第 i 个词的注意力如何分配给所有词",
        },
      },
    ],
  },
  cases: (random) => [
    spoken(random, "english", { en: "the cat saw the dog", zh: "英文句子：the cat saw the dog" }, 4, true),
    spoken(random, "chinese", { en: "A Chinese sentence: 我爱吃苹果，也爱吃梨", zh: "我爱吃苹果，也爱吃梨" }, 6, true),
    ofIds(random, "one-word", { en: "A single word", zh: "只有一个词" }, random.integers(4, [1]), 4, 3),
    ofIds(random, "long", { en: "Thirteen words", zh: "十三个词" }, random.integers(17, [13]), 17, 5),
    ofIds(
      random,
      "small-vocabulary",
      { en: "Many words from a small vocabulary", zh: "词表很小，词很多" },
      random.integers(3, [7]),
      3,
      10,
    ),
    ofIds(
      random,
      "as-wide-as-long",
      { en: "As many features as words", zh: "特征数与词数相同" },
      random.integers(9, [7]),
      9,
      7,
    ),
    large(
      random,
      "scores-of-80",
      { en: "Scores of ±80", zh: "分数约为 ±80" },
      { query: 16, key: 10, signs: "query-and-key" },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 and near -1000", zh: "各行分数接近 1000 或 -1000" },
      { query: 50, key: 40, signs: "query" },
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelow,
    ),
  ],
  expected: (kernels, inputs) => {
    const ids = ints(inputs, "ids");
    const x = lookUp(ids, floats(inputs, "embedding"));
    const [L, D] = x.shape as [number, number];
    const project = (name: string) => ({
      shape: [1, L, D],
      data: kernels.linear({ x, weight: floats(inputs, name) }).y.data,
    });
    const k = withHeads(project("wk"));
    const { weights } = kernels.scaledDotProductAttention(
      { q: withHeads(project("wq")), k, v: k },
      { returnWeights: true },
    );
    return { out: { shape: [L, L], data: weights.data } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*L*D*D+2*L*L*D", bytes: "4*L+4*L*D+8*D*D+4*L*L", at: { L: 512, D: 768 } },
  module: {
    name: "AttentionMatrix",
    init: { vocab_size: "V", d_model: "D" },
    parameters: {
      "embedding.weight": "embedding",
      "query.weight": "wq",
      "key.weight": "wk",
    },
    forward: ["ids"],
  },
  finished: finishedAttention,
  pictures: [
    {
      of: "out",
      title: { en: "Which word attends to which", zh: "哪个词关注哪个词" },
      rows: { en: "word as query", zh: "作为 query 的词" },
      columns: { en: "word as key", zh: "作为 key 的词" },
      labels,
    },
  ],
} satisfies Definition;
