import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { rowLevels } from "../shared/score-rows.js";
import { smoothedLoss } from "./reference.js";

type Shape = readonly [N: number, V: number];

const drawCase = (
  random: Random,
  name: string,
  title: Text,
  logits: FloatTensor,
  epsilon: number,
  sample = false,
): ExerciseCase => {
  const [N, V] = logits.shape as [number, number];
  return { name, title, sample, inputs: { logits, targets: random.integers(V, [N]), epsilon } };
};

const ordinary = (random: Random, name: string, title: Text, shape: Shape, epsilon: number): ExerciseCase =>
  drawCase(random, name, title, random.normal(shape), epsilon);

const sample = (random: Random, name: string, title: Text, shape: Shape, epsilon: number): ExerciseCase =>
  drawCase(random, name, title, rounded(random.normal(shape), 4), epsilon, true);

/** The right class lies far below the others: how much it should get decides the loss. */
function unlikely(random: Random, shape: Shape, epsilon: number): ExerciseCase {
  const title = { en: "The right classes are unlikely", zh: "正确的类别概率很小" };
  const drawn = drawCase(random, "unlikely-targets", title, random.normal(shape), epsilon);
  const targets = ints(drawn.inputs, "targets").data;
  const logits = edited(floats(drawn.inputs, "logits"), (value, [i, v]) =>
    v === targets[i as number] ? value - 20 : value,
  );
  return { ...drawn, inputs: { ...drawn.inputs, logits } };
}

export default {
  title: { en: "Loss with label smoothing", zh: "标签平滑的损失" },
  track: "training",
  difficulty: "easy",
  minutes: 12,
  asked: 1,
  after: ["cross-entropy"],
  signature: {
    name: "label_smoothing_loss",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["N", "V"],
        about: { en: "a score for each of V classes", zh: "V 个类别各自的分数" },
      },
      {
        name: "targets",
        kind: "int",
        shape: ["N"],
        about: { en: "the right class of each row, 0 to V - 1", zh: "每一行的正确类别，取 0 到 V - 1" },
      },
      {
        name: "epsilon",
        kind: "number",
        about: {
          en: "how much of the target distribution is spread evenly, from 0 to 1",
          zh: "目标分布中均匀分摊的部分，0 到 1",
        },
      },
    ],
    outputs: [
      { name: "out", kind: "float", shape: [], about: { en: "mean loss of the rows", zh: "各行损失的平均值" } },
    ],
  },
  cases: (random) => [
    sample(random, "two-rows", { en: "Two rows, three classes", zh: "两行，三个类别" }, [2, 3], 0.1),
    sample(random, "much-smoothing", { en: "Much smoothing", zh: "平滑较强" }, [3, 4], 0.4),
    ordinary(random, "more-classes", { en: "Eleven classes", zh: "十一个类别" }, [5, 11], 0.2),
    ordinary(random, "square", { en: "As many rows as classes", zh: "行数与类别数相等" }, [6, 6], 0.3),
    ordinary(random, "one-row", { en: "A single row, two classes", zh: "只有一行，两个类别" }, [1, 2], 0.3),
    ordinary(random, "no-smoothing", { en: "Epsilon is 0", zh: "epsilon 为 0" }, [4, 5], 0),
    ordinary(random, "many-classes", { en: "130 classes", zh: "130 个类别" }, [3, 130], 0.1),
    unlikely(random, [6, 4], 0.3),
    drawCase(
      random,
      "logits-near-1000",
      { en: "Every logit near 1000", zh: "所有 logits 都在 1000 附近" },
      edited(rounded(random.normal([4, 7])), (value) => value + 1000),
      0.2,
    ),
    drawCase(
      random,
      "logits-far-apart",
      { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      rowLevels(random, [6, 10]),
      0.25,
    ),
  ],
  expected: (_kernels, inputs) => ({
    out: smoothedLoss(floats(inputs, "logits"), ints(inputs, "targets"), number(inputs, "epsilon")),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "5*N*V", kept: "N*V", at: { N: 4096, V: 32000 } },
  // Its label_smoothing is the whole task.
  finished: ["torch.nn.functional.cross_entropy", "torch.nn.CrossEntropyLoss"],
  pictures: [],
} satisfies Definition;
