import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { groupAdvantages } from "./reference.js";

type Shape = readonly [P: number, G: number];

const drawCase = (name: string, title: Text, rewards: FloatTensor, sample = false): ExerciseCase => ({
  name,
  title,
  sample,
  inputs: { rewards },
});

/** Multiples of 1/8, of a prompt's own level and spread: means of equal rewards are exact. */
function rewardsOf(random: Random, [P, G]: Shape, level = 1): FloatTensor {
  const levels = random.normal([P], level);
  return rounded(
    edited(random.normal([P, G]), (value, [p = 0, g = 0]) => (levels.data[p] as number) + value * (1 + p / 4) + g / 8),
  );
}

/** 1 for what is right, 0 for what is not; of each prompt some answers, but not all. */
function solved(random: Random, [P, G]: Shape): FloatTensor {
  const right = Array.from({ length: P }, () => random.between(1, G - 1));
  const first = Array.from({ length: P }, () => random.between(0, G - 1));
  const data = Float32Array.from({ length: P * G }, (_, at) => {
    const [p, g] = [Math.floor(at / G), at % G];
    return Number((g + (first[p] as number)) % G < (right[p] as number));
  });
  return { shape: [P, G], data };
}

/** The same reward for all answers to this prompt. */
const equalIn = (prompt: number, rewards: FloatTensor, reward: number): FloatTensor =>
  edited(rewards, (value, [p]) => (p === prompt ? reward : value));

const levels = [1000, 0, -1000] as const;

export default {
  title: { en: "Advantages of a group (GRPO)", zh: "组内优势（GRPO）" },
  track: "training",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: [],
  signature: {
    name: "group_advantages",
    arguments: [
      {
        name: "rewards",
        kind: "float",
        shape: ["P", "G"],
        about: { en: "rewards of G answers to each of P prompts", zh: "P 个 prompt 各 G 个回答的奖励" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["P", "G"],
        about: { en: "advantage of each answer in its group", zh: "每个回答在组内的优势" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      "two-prompts",
      { en: "Two prompts, three answers each", zh: "两个 prompt，各三个回答" },
      rewardsOf(random, [2, 3]),
      true,
    ),
    drawCase(
      "all-equal",
      { en: "All answers to one prompt have the same reward", zh: "某个 prompt 的所有回答奖励相同" },
      equalIn(1, rewardsOf(random, [3, 4]), random.between(1, 7) / 8),
      true,
    ),
    drawCase("right-or-wrong", { en: "Rewards of 0 and 1", zh: "奖励只有 0 和 1" }, solved(random, [5, 8])),
    drawCase("square", { en: "As many prompts as answers", zh: "prompt 数与回答数相同" }, rewardsOf(random, [6, 6])),
    drawCase(
      "one-answer",
      { en: "A single answer for each prompt", zh: "每个 prompt 只有一个回答" },
      rewardsOf(random, [4, 1]),
    ),
    drawCase("one-prompt", { en: "A single prompt", zh: "只有一个 prompt" }, rewardsOf(random, [1, 9])),
    drawCase(
      "levels",
      { en: "Prompts whose rewards lie near 1000, 0 and -1000", zh: "各 prompt 的奖励在 1000、0、-1000 附近" },
      edited(rewardsOf(random, [3, 7]), (value, [p = 0]) => value + (levels[p] as number)),
    ),
    drawCase(
      "hardly-different",
      { en: "Rewards that hardly differ", zh: "奖励几乎相同" },
      random.normal([4, 10], 4e-4),
    ),
    drawCase(
      "none-solved",
      { en: "One prompt that no answer solves, one that all solve", zh: "一个 prompt 无人答对，一个全部答对" },
      equalIn(2, equalIn(0, solved(random, [4, 5]), 0), 1),
    ),
  ],
  expected: (_, inputs) => ({ out: groupAdvantages(floats(inputs, "rewards")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  differentiable: false,
  pictures: [],
} satisfies Definition;
