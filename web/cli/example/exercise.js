/**
 * A worked exercise. The right answer and the mistakes are functions here; in exercise.json, which is the same exercise, they
 * are text. Arrays are { shape, data }: tensors of the kernels in `cases` and `expected`, float64 in the ways of mistakes.
 */

/** Softmax of each row in float64, of the scores as `change` leaves them. */
const softmaxOfRows = ({ shape, data }, change, finish = (weight) => weight) => {
  const [, columns] = shape;
  const changed = data.map(change);
  return {
    shape,
    data: changed.map((score, i) => {
      const start = i - (i % columns);
      const row = changed.slice(start, start + columns);
      const largest = Math.max(...row);
      const total = row.reduce((sum, other) => sum + Math.exp(other - largest), 0);
      return finish(Math.exp(score - largest) / total);
    }),
  };
};

/** Scores of unit variance around a level. */
const draw = (random, shape, level = 0) => {
  const { data } = random.normal(shape);
  return { shape, data: data.map((score) => score + level) };
};

/** @type {import("attention-dojo/exercises").OwnExercise} */
export default {
  slug: "softmax-with-temperature",
  title: { en: "Softmax with a temperature", zh: "带温度的 softmax" },
  track: "numerics",
  difficulty: "easy",
  signature: {
    name: "soft_choice",
    arguments: [
      { name: "x", kind: "float", shape: ["n", "m"], about: { en: "scores", zh: "分数" } },
      {
        name: "temperature",
        kind: "number",
        about: { en: "above 0; large ones even the weights out", zh: "大于 0；越大权重越平均" },
      },
    ],
    outputs: [
      {
        name: "out",
        shape: ["n", "m"],
        about: { en: "weights; each row sums to one", zh: "权重，每行之和为 1" },
      },
    ],
  },
  prompt: {
    en: "Language models choose the next token by a softmax with a **temperature** $T$:\n\n$$w_{ij} = \\frac{e^{x_{ij} / T}}{\\sum_k e^{x_{ik} / T}}$$\n\nWrite it for the rows of a matrix. Scores may be as large as 1000.",
    zh: "语言模型用带**温度** $T$ 的 softmax 选择下一个 token：\n\n$$w_{ij} = \\frac{e^{x_{ij} / T}}{\\sum_k e^{x_{ik} / T}}$$\n\n请对矩阵的每一行实现它。分数最大可达 1000。",
  },
  hints: [
    {
      en: "Without the temperature it is a plain softmax of each row.",
      zh: "不考虑温度时，就是对每一行做普通的 softmax。",
    },
    { en: "Divide the scores by $T$ before the exponential.", zh: "先把分数除以 $T$，再取指数。" },
    {
      en: "$e^{1000}$ is infinite: subtract each row's maximum first.",
      zh: "$e^{1000}$ 会溢出：先减去每一行自己的最大值。",
    },
  ],
  starter: {
    javascript: "function softChoice(x, temperature) {\n  return x.map((row) => row.map(() => 0));\n}\n",
    python: "import numpy as np\n\ndef soft_choice(x, temperature):\n    return np.zeros_like(x)\n",
  },
  solution: {
    javascript:
      "function softChoice(x, temperature) {\n  return x.map((row) => {\n    const largest = Math.max(...row);\n    const powers = row.map((score) => Math.exp((score - largest) / temperature));\n    const total = powers.reduce((sum, power) => sum + power, 0);\n    return powers.map((power) => power / total);\n  });\n}\n",
    python:
      "import numpy as np\n\ndef soft_choice(x, temperature):\n    powers = np.exp((x - x.max(axis=1, keepdims=True)) / temperature)\n    return powers / powers.sum(axis=1, keepdims=True)\n",
    explanation: {
      en: "Subtracting the maximum changes nothing, for $e^{-c}$ cancels; dividing by $T$ afterwards keeps the largest exponent at 0.",
      zh: "减去最大值不改变结果，因为 $e^{-c}$ 会约掉；之后再除以 $T$，最大的指数仍是 0。",
    },
  },
  cases: (random) => [
    {
      name: "two-rows",
      title: { en: "Two rows", zh: "两行" },
      sample: true,
      inputs: { x: draw(random, [2, 3]), temperature: 2 },
    },
    {
      name: "cold",
      title: { en: "Temperature 0.5", zh: "温度 0.5" },
      sample: true,
      inputs: { x: draw(random, [3, 4]), temperature: 0.5 },
    },
    {
      name: "hot",
      title: { en: "Temperature 5", zh: "温度 5" },
      inputs: { x: draw(random, [4, 7]), temperature: 5 },
    },
    {
      name: "square",
      title: { en: "As many rows as columns", zh: "行数与列数相等" },
      inputs: { x: draw(random, [5, 5]), temperature: 3 },
    },
    {
      name: "one-row",
      title: { en: "One row", zh: "只有一行" },
      inputs: { x: draw(random, [1, 9]), temperature: 0.25 },
    },
    {
      name: "scores-near-1000",
      title: { en: "Scores near 1000", zh: "分数接近 1000" },
      inputs: { x: draw(random, [3, 11], 1000), temperature: 0.5 },
    },
  ],
  expected: (kernels, { x, temperature }) => {
    const scaled = { shape: x.shape, data: x.data.map((score) => score / temperature) };
    return { out: kernels.softmax({ x: scaled }, { axis: 1 }).y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [
    {
      of: "out",
      title: { en: "Weights", zh: "权重" },
      rows: { en: "row", zh: "行" },
      columns: { en: "token", zh: "token" },
    },
  ],
  mistakes: [
    {
      code: "temperature-ignored",
      title: { en: "The temperature is not used", zh: "没有使用温度" },
      explanation: {
        en: "The weights are those of temperature 1. Divide the scores by the temperature before the exponential.",
        zh: "得到的是温度为 1 的权重。取指数之前要先把分数除以温度。",
      },
      ways: [({ x }) => softmaxOfRows(x, (score) => score)],
    },
    {
      code: "multiplied-by-temperature",
      title: { en: "Multiplied by the temperature", zh: "乘了温度而不是除以温度" },
      explanation: {
        en: "The temperature works the wrong way round: large ones sharpen the weights. Divide by it.",
        zh: "温度的作用反了：越大权重反而越尖锐。应当除以温度。",
      },
      ways: [({ x, temperature }) => softmaxOfRows(x, (score) => score * temperature)],
    },
    {
      code: "weights-divided",
      title: { en: "The weights are divided, not the scores", zh: "除的是权重而不是分数" },
      explanation: {
        en: "The temperature divides the weights after the softmax, so that rows no longer sum to one.",
        zh: "在 softmax 之后才用温度去除权重，每行之和就不再是 1。",
      },
      ways: [
        ({ x, temperature }) =>
          softmaxOfRows(
            x,
            (score) => score,
            (weight) => weight / temperature,
          ),
      ],
    },
    {
      code: "unstable-softmax",
      title: { en: "The exponential overflows", zh: "指数溢出" },
      explanation: {
        en: "Above 709 the exponential is infinite in float64, and infinity divided by infinity is NaN. Subtract each row's maximum first.",
        zh: "在 float64 中，超过 709 的指数会变成无穷大，无穷除以无穷得到 NaN。先减去每一行的最大值。",
      },
      ways: [
        ({ x: { shape, data }, temperature }) => {
          const [, columns] = shape;
          const powers = data.map((score) => Math.exp(score / temperature));
          const totals = powers.map((_, i) => {
            const start = i - (i % columns);
            return powers.slice(start, start + columns).reduce((sum, power) => sum + power, 0);
          });
          return { shape, data: powers.map((power, i) => power / totals[i]) };
        },
      ],
    },
  ],
};
