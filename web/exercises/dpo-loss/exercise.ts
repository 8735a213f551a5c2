import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { dpoLoss, type LogProbs } from "./reference.js";

interface Pairs {
  readonly pairs: number;
  readonly beta: number;
  /** Around which the logarithms of the reference lie: answers of some length. */
  readonly center: number;
  /** By how much the model has moved away from the reference, about. */
  readonly moved: number;
}

/** Multiples of 1/8: float32 holds every difference. */
const around = (random: Random, pairs: number, center: number, deviation: number): FloatTensor => {
  const { shape, data } = rounded(random.normal([pairs], deviation));
  return { shape, data: data.map((value) => center + value) };
};

const plus = (a: FloatTensor, b: FloatTensor): FloatTensor => ({
  shape: a.shape,
  data: a.data.map((value, at) => value + (b.data[at] as number)),
});

/** Logarithms of probabilities, which are below one. */
const likely = ({ shape, data }: FloatTensor): FloatTensor => ({
  shape,
  data: data.map((value) => Math.min(value, -0.125)),
});

const drawCase = (name: string, title: Text, inputs: LogProbs & { beta: number }, sample = false): ExerciseCase => {
  const { chosen, rejected, ref_chosen, ref_rejected, beta } = inputs;
  return { name, title, sample, inputs: { chosen, rejected, ref_chosen, ref_rejected, beta } };
};

function ordinary(random: Random, name: string, title: Text, given: Pairs, sample = false): ExerciseCase {
  const { pairs, beta, center, moved } = given;
  const ref_chosen = around(random, pairs, center, -center / 8);
  const ref_rejected = around(random, pairs, center, -center / 8);
  const chosen = likely(plus(ref_chosen, around(random, pairs, moved / 2, moved)));
  const rejected = likely(plus(ref_rejected, around(random, pairs, -moved / 2, moved)));
  return drawCase(name, title, { chosen, rejected, ref_chosen, ref_rejected, beta }, sample);
}

/** Pairs whose difference times beta is about 1000 times the sign: beyond what exp holds, and what it leaves above 0. */
function far(random: Random, name: string, title: Text, signs: readonly (1 | -1)[]): ExerciseCase {
  const pairs = signs.length;
  const ref_chosen = around(random, pairs, -1500, 20);
  const ref_rejected = around(random, pairs, -1500, 20);
  const moved = (by: number): FloatTensor => {
    const { shape, data } = around(random, pairs, 0, 20);
    return { shape, data: data.map((value, pair) => value + by * (signs[pair] as number)) };
  };
  const [chosen, rejected] = [plus(ref_chosen, moved(1000)), plus(ref_rejected, moved(-1000))];
  return drawCase(name, title, { chosen, rejected, ref_chosen, ref_rejected, beta: 0.5 });
}

/** Differences from -5 to -9.5: beyond what looks like a straight line, and not yet far. */
function wrongWay(random: Random): ExerciseCase {
  const pairs = 7;
  const [ref_chosen, ref_rejected] = [around(random, pairs, -40, 5), around(random, pairs, -40, 5)];
  const step = { shape: [pairs], data: Float32Array.from({ length: pairs }, (_, pair) => 2.5 + 0.375 * pair) };
  const back = { shape: [pairs], data: step.data.map((value) => -value) };
  const [chosen, rejected] = [likely(plus(ref_chosen, back)), likely(plus(ref_rejected, step))];
  return drawCase(
    "some-way-wrong",
    { en: "Differences from -5 to -9.5", zh: "差值在 -5 到 -9.5 之间" },
    { chosen, rejected, ref_chosen, ref_rejected, beta: 1 },
  );
}

/** Before the first step the model is the reference. */
function untrained(random: Random): ExerciseCase {
  const [chosen, rejected] = [around(random, 4, -60, 9), around(random, 4, -70, 9)];
  return drawCase(
    "untrained",
    { en: "The model is still the reference", zh: "模型还与参考模型相同" },
    { chosen, rejected, ref_chosen: chosen, ref_rejected: rejected, beta: 0.25 },
  );
}

export default {
  title: { en: "Loss of DPO", zh: "DPO 损失" },
  track: "training",
  difficulty: "easy",
  minutes: 15,
  asked: 2,
  after: ["token-log-probs"],
  signature: {
    name: "dpo_loss",
    arguments: [
      {
        name: "chosen",
        kind: "float",
        shape: ["B"],
        about: {
          en: "log-probability of each preferred answer under the model in training",
          zh: "训练中的模型给每个较好回答的对数概率",
        },
      },
      {
        name: "rejected",
        kind: "float",
        shape: ["B"],
        about: { en: "that of the other answer to the same prompt", zh: "同一 prompt 下另一个回答的对数概率" },
      },
      {
        name: "ref_chosen",
        kind: "float",
        shape: ["B"],
        about: {
          en: "of the preferred answer under the frozen reference model",
          zh: "冻结的参考模型给较好回答的对数概率",
        },
      },
      {
        name: "ref_rejected",
        kind: "float",
        shape: ["B"],
        about: { en: "of the other answer under the reference model", zh: "参考模型给另一个回答的对数概率" },
      },
      {
        name: "beta",
        kind: "number",
        about: { en: "how strongly the model is held near the reference", zh: "把模型约束在参考模型附近的强度" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: [],
        about: { en: "mean loss of the pairs", zh: "各对损失的平均值" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "one-pair",
      { en: "A single pair of short answers", zh: "只有一对很短的回答" },
      { pairs: 1, beta: 0.3, center: -1, moved: -0.5 },
      true,
    ),
    ordinary(
      random,
      "two-pairs",
      { en: "Two pairs", zh: "两对回答" },
      { pairs: 2, beta: 0.5, center: -16, moved: 2 },
      true,
    ),
    ordinary(
      random,
      "three-pairs",
      { en: "Three pairs, a small beta", zh: "三对回答，beta 较小" },
      { pairs: 3, beta: 0.125, center: -24, moved: 6 },
      true,
    ),
    ordinary(
      random,
      "beta-of-a-tenth",
      { en: "Long answers and beta = 0.1", zh: "较长的回答，beta = 0.1" },
      { pairs: 9, beta: 0.1, center: -180, moved: 12 },
    ),
    ordinary(
      random,
      "large-beta",
      { en: "A beta above one", zh: "beta 大于 1" },
      { pairs: 7, beta: 2, center: -40, moved: 1 },
    ),
    untrained(random),
    far(
      random,
      "near-1000",
      { en: "Differences of about 2000, all as preferred", zh: "差值约为 2000，都符合偏好" },
      [1, 1, 1, 1, 1],
    ),
    far(
      random,
      "near-minus-1000",
      { en: "Differences of about -2000: all the wrong way", zh: "差值约为 -2000，都与偏好相反" },
      [-1, -1, -1, -1],
    ),
    far(
      random,
      "far-apart",
      { en: "Some near 2000, some near -2000", zh: "有的约为 2000，有的约为 -2000" },
      [1, -1, 1],
    ),
    wrongWay(random),
  ],
  expected: (_, inputs) => {
    const [chosen, rejected] = [floats(inputs, "chosen"), floats(inputs, "rejected")];
    const [ref_chosen, ref_rejected] = [floats(inputs, "ref_chosen"), floats(inputs, "ref_rejected")];
    const loss = dpoLoss({ chosen, rejected, ref_chosen, ref_rejected }, number(inputs, "beta"));
    return { out: { shape: [], data: Float32Array.of(loss) } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  // The reference is often computed under torch.no_grad(), or detached.
  frozen: ["ref_chosen", "ref_rejected"],
  pictures: [],
} satisfies Definition;
