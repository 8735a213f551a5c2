import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { adamwStep, type Settings, type State } from "./reference.js";

const usual: Settings = { step: 1, lr: 0.1, beta1: 0.9, beta2: 0.999, eps: 1e-8, decay: 0.1 };

const drawCase = (name: string, title: Text, state: State, settings: Settings, sample = false): ExerciseCase => {
  const { w, g, m, v } = state;
  const { step, lr, beta1, beta2, eps, decay } = settings;
  return { name, title, sample, inputs: { w, g, m, v, step, lr, beta1, beta2, eps, decay } };
};

/** No gradient is nearly 0: each step is of about the size of the learning rate. */
const gradients = (random: Random, n: number, size = 1): FloatTensor =>
  edited(random.normal([n]), (value) => size * Math.sign(value) * (0.5 + Math.abs(value)));

/** As after some steps: averages of gradients and their squares that still lack what their start at 0 has cost. */
function drawState(random: Random, n: number, { step, beta1, beta2 }: Settings, size = 1): State {
  const held = (beta: number) => 1 - beta ** (step - 1);
  return {
    w: random.normal([n]),
    g: gradients(random, n, size),
    m: edited(random.normal([n], 0.6), (value) => size * value * held(beta1)),
    v: edited(random.normal([n], 0.6), (value) => size ** 2 * (0.7 + value ** 2) * held(beta2)),
  };
}

const ordinary = (random: Random, name: string, title: Text, n: number, changed: Partial<Settings>, size = 1) => {
  const settings = { ...usual, ...changed };
  return drawCase(name, title, drawState(random, n, settings, size), settings);
};

/** Numbers that can be read. */
function sample(random: Random, name: string, title: Text, n: number, changed: Partial<Settings>): ExerciseCase {
  const settings = { ...usual, ...changed };
  const { w, g, m, v } = drawState(random, n, settings);
  const state = { w: rounded(w, 4), g: rounded(g, 4), m: rounded(m, 4), v: edited(v, tenths) };
  return drawCase(name, title, state, settings, true);
}
const tenths = (value: number) => Math.ceil(value * 1000) / 1000;

/** Parameters of which some, such as embeddings of tokens that never occurred, have had no gradient yet. */
function withoutGradient(random: Random, n: number): ExerciseCase {
  const settings = { ...usual, step: 4, lr: 0.5, decay: 0.2 };
  const { w, g, m, v } = drawState(random, n, settings);
  const some = (x: FloatTensor) => edited(x, (value, [at = 0]) => (at % 3 === 1 ? 0 : value));
  return drawCase(
    "no-gradient",
    { en: "Some parameters without any gradient so far", zh: "有些参数至今没有梯度" },
    { w, g: some(g), m: some(m), v: some(v) },
    settings,
  );
}

const argumentsOf = (inputs: ExerciseCase["inputs"]): readonly [State, Settings] => [
  { w: floats(inputs, "w"), g: floats(inputs, "g"), m: floats(inputs, "m"), v: floats(inputs, "v") },
  {
    step: number(inputs, "step"),
    lr: number(inputs, "lr"),
    beta1: number(inputs, "beta1"),
    beta2: number(inputs, "beta2"),
    eps: number(inputs, "eps"),
    decay: number(inputs, "decay"),
  },
];

export default {
  title: { en: "One step of AdamW", zh: "AdamW 的一步更新" },
  track: "training",
  difficulty: "medium",
  minutes: 15,
  asked: 2,
  after: [],
  signature: {
    name: "adamw_step",
    arguments: [
      { name: "w", kind: "float", shape: ["n"], about: { en: "parameters", zh: "参数" } },
      { name: "g", kind: "float", shape: ["n"], about: { en: "their gradient", zh: "参数的梯度" } },
      {
        name: "m",
        kind: "float",
        shape: ["n"],
        about: { en: "moving average of the gradients before this step", zh: "这一步之前梯度的滑动平均" },
      },
      {
        name: "v",
        kind: "float",
        shape: ["n"],
        about: { en: "moving average of the squared gradients before this step", zh: "这一步之前梯度平方的滑动平均" },
      },
      {
        name: "step",
        kind: "number",
        about: { en: "number of this step, from 1", zh: "这一步的序号，从 1 开始" },
      },
      { name: "lr", kind: "number", about: { en: "learning rate", zh: "学习率" } },
      { name: "beta1", kind: "number", about: { en: "how much of m is kept", zh: "m 的保留比例" } },
      { name: "beta2", kind: "number", about: { en: "how much of v is kept", zh: "v 的保留比例" } },
      { name: "eps", kind: "number", about: { en: "added to the root of v", zh: "加在 v 的平方根上" } },
      { name: "decay", kind: "number", about: { en: "weight decay", zh: "权重衰减系数" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n"],
        about: { en: "parameters after the step", zh: "更新后的参数" },
      },
    ],
  },
  cases: (random) => [
    sample(random, "first-step", { en: "The first step", zh: "第一步" }, 3, {}),
    sample(random, "third-step", { en: "The third step", zh: "第三步" }, 4, { step: 3, lr: 0.5, decay: 0.25 }),
    ordinary(random, "twelfth-step", { en: "The twelfth step", zh: "第十二步" }, 7, { step: 12, lr: 0.2, decay: 0.3 }),
    ordinary(
      random,
      "large-epsilon",
      { en: "Gradients as small as eps", zh: "梯度与 eps 一样小" },
      6,
      { step: 5, lr: 0.3, eps: 0.1 },
      0.1,
    ),
    ordinary(random, "large-rate", { en: "A large learning rate and a large decay", zh: "学习率和衰减都很大" }, 5, {
      step: 8,
      lr: 0.8,
      decay: 0.6,
    }),
    ordinary(
      random,
      "other-betas",
      { en: "Short averages: beta1 = 0.5, beta2 = 0.8", zh: "较短的平均：beta1 = 0.5，beta2 = 0.8" },
      8,
      { step: 2, lr: 0.4, beta1: 0.5, beta2: 0.8 },
    ),
    ordinary(random, "no-decay", { en: "No decay: plain Adam", zh: "不衰减，即 Adam" }, 9, {
      step: 6,
      lr: 0.5,
      decay: 0,
    }),
    withoutGradient(random, 10),
    ordinary(random, "one-parameter", { en: "A single parameter", zh: "只有一个参数" }, 1, { step: 20, lr: 0.3 }),
    ordinary(random, "late-step", { en: "Step 6000, a small learning rate", zh: "第 6000 步，学习率较小" }, 11, {
      step: 6000,
      lr: 0.02,
    }),
  ],
  expected: (_, inputs) => ({ out: adamwStep(...argumentsOf(inputs)) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  differentiable: false,
  cost: { operations: "16*n", at: { n: 8030261248 } },
  finished: ["torch.optim.AdamW", "torch.optim.Adam"],
  pictures: [],
} satisfies Definition;
