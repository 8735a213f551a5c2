import { add, divide, map, multiply, type Nd, scale, subtract, zip } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";

interface Inputs {
  readonly w: Nd;
  readonly g: Nd;
  readonly m: Nd;
  readonly v: Nd;
  readonly step: number;
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly decay: number;
}

type Averaging = (before: Nd, gradient: Nd, beta: number) => Nd;
type Correcting = (average: Nd, inputs: Inputs) => Nd;

interface Variant {
  readonly inputs?: (inputs: Inputs) => Inputs;
  /** The gradient that enters the first average, and the second. */
  readonly gradient?: (inputs: Inputs) => Nd;
  readonly gradientOfSecond?: (inputs: Inputs) => Nd;
  readonly first?: Averaging;
  readonly second?: Averaging;
  readonly correctFirst?: Correcting;
  readonly correctSecond?: Correcting;
  /** From the corrected averages to the direction. Default: mean / (root + eps). */
  readonly direct?: (mean: Nd, square: Nd, inputs: Inputs) => Nd;
  /** From the direction to what is returned. */
  readonly finish?: (direction: Nd, inputs: Inputs) => Nd;
}

const root = (x: Nd) => map(x, Math.sqrt);
const plus = (x: Nd, number: number) => map(x, (value) => value + number);
const squared = (x: Nd) => multiply(x, x);
const averaged =
  (of: (gradient: Nd) => Nd, kept = (beta: number) => beta, taken = (beta: number) => 1 - beta): Averaging =>
  (before, gradient, beta) =>
    add(scale(before, kept(beta)), scale(of(gradient), taken(beta)));
const itself = (gradient: Nd) => gradient;
const one = () => 1;

/** The average divided by what has gone into it so far: 1 - beta^exponent. */
const dividedBy =
  (beta: "beta1" | "beta2", exponent: (step: number) => number = (step) => step): Correcting =>
  (average, inputs) =>
    scale(average, 1 / (1 - inputs[beta] ** exponent(inputs.step)));
const uncorrected: Correcting = (average) => average;

const quotient = (mean: Nd, square: Nd, { eps }: Inputs) => divide(mean, plus(root(square), eps));
const moved = (direction: Nd, { w, lr, decay }: Inputs) => subtract(w, scale(add(direction, scale(w, decay)), lr));

const way = composed(
  (
    given: Inputs,
    {
      inputs: taken = (same) => same,
      gradient = ({ g }) => g,
      gradientOfSecond = gradient,
      first = averaged(itself),
      second = averaged(squared),
      correctFirst = dividedBy("beta1"),
      correctSecond = dividedBy("beta2"),
      direct = quotient,
      finish = moved,
    }: Variant,
  ): Nd => {
    const inputs = taken(given);
    const mean = correctFirst(first(inputs.m, gradient(inputs), inputs.beta1), inputs);
    const square = correctSecond(second(inputs.v, gradientOfSecond(inputs), inputs.beta2), inputs);
    return finish(direct(mean, square, inputs), inputs);
  },
);

/** In the first average, the second, or both. */
const eachCorrection = (correcting: (beta: "beta1" | "beta2") => Correcting) => [
  way({ correctFirst: correcting("beta1"), correctSecond: correcting("beta2") }),
  way({ correctFirst: correcting("beta1") }),
  way({ correctSecond: correcting("beta2") }),
];
const eachAverage = (averaging: (of: (gradient: Nd) => Nd) => Averaging) => [
  way({ first: averaging(itself), second: averaging(squared) }),
  way({ first: averaging(itself) }),
  way({ second: averaging(squared) }),
];

const withDecay = ({ g, w, decay }: Inputs) => add(g, scale(w, decay));
const withoutDecay = (direction: Nd, { w, lr }: Inputs) => subtract(w, scale(direction, lr));
const wholeDecay = (direction: Nd, { w, lr, decay }: Inputs) => subtract(scale(w, 1 - decay), scale(direction, lr));

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "no-bias-correction",
    title: { en: "No bias correction", zh: "没有做偏差修正" },
    explanation: {
      en: "m and v start at 0, so in the first steps they are too small: after step t they hold only the share 1 - beta^t of an average. One of them, or both, was used as it is. Divide m by 1 - beta1^step and v by 1 - beta2^step. The two shares differ, so the error does not cancel.",
      zh: "m 和 v 从 0 开始，前几步都偏小：第 t 步之后只积累了平均值的 1 - beta^t。这里至少有一个直接用了。m 要除以 1 - beta1^step，v 要除以 1 - beta2^step。两者的比例不同，误差不会抵消。",
    },
    ways: eachCorrection(() => uncorrected),
  },
  {
    code: "step-from-zero",
    title: { en: "The step is counted from another number", zh: "步数的起点错了" },
    explanation: {
      en: "The exponent in the bias correction is step - 1 or step + 1. Here step is the number of this step, from 1: in the first step the correction is 1 - beta, so that a single gradient is its own average. With an exponent of 0 it is 0 / 0.",
      zh: "偏差修正的指数用成了 step - 1 或 step + 1。本题的 step 就是这一步的序号，从 1 开始：第一步的修正是 1 - beta，一个梯度的平均就是它自己。指数为 0 时会得到 0 / 0。",
    },
    ways: [(step: number) => step - 1, (step: number) => step + 1].flatMap((exponent) =>
      eachCorrection((beta) => dividedBy(beta, exponent)),
    ),
    raises: /ZeroDivisionError: (?:float )?division by zero/,
  },
  {
    code: "beta-times-step",
    title: { en: "beta times the step instead of its power", zh: "把 beta 的幂写成了乘积" },
    explanation: {
      en: "The bias correction used 1 - beta · step. Each step multiplies what is left of the start by beta, so after step steps it is beta to that power: 1 - beta ** step (^ is XOR in Python and JavaScript).",
      zh: "偏差修正用了 1 - beta · step。每一步都把初值剩下的部分再乘一次 beta，所以 step 步之后是 beta 的 step 次方：1 - beta ** step（在 Python 和 JavaScript 里 ^ 是异或）。",
    },
    ways: eachCorrection((beta) => (average, inputs) => scale(average, 1 / (1 - inputs[beta] * inputs.step))),
  },
  {
    code: "correction-multiplied",
    title: { en: "Multiplied by the correction", zh: "偏差修正写成了乘" },
    explanation: {
      en: "m or v was multiplied by 1 - beta^step. That makes it smaller still, but it is too small already: divide.",
      zh: "m 或 v 乘了 1 - beta^step，本来就偏小，这样更小了。应当除。",
    },
    ways: eachCorrection((beta) => (average, inputs) => scale(average, 1 - inputs[beta] ** inputs.step)),
  },
  {
    code: "betas-exchanged",
    title: { en: "beta1 and beta2 are exchanged", zh: "beta1 和 beta2 用反了" },
    explanation: {
      en: "beta1 belongs to the average of the gradients, m, and beta2 to that of their squares, v, in the averages and in the bias corrections alike. Somewhere the other one is used.",
      zh: "beta1 属于梯度的平均 m，beta2 属于梯度平方的平均 v，求平均和偏差修正时都是如此。这里有一处用了另一个。",
    },
    ways: [
      way({ inputs: (inputs) => ({ ...inputs, beta1: inputs.beta2, beta2: inputs.beta1 }) }),
      way({ correctFirst: dividedBy("beta2"), correctSecond: dividedBy("beta1") }),
      way({ correctFirst: dividedBy("beta2") }),
      way({ correctSecond: dividedBy("beta1") }),
    ],
  },
  {
    code: "decay-in-gradient",
    title: { en: "The decay is added to the gradient", zh: "把衰减加进了梯度" },
    explanation: {
      en: "decay · w was added to the gradient, before the averages. That is L2 regularisation in Adam, which the W of AdamW was invented to avoid: the decay is then divided by the root of v, so that weights with large gradients hardly decay. Take it out of the gradient, and subtract lr · decay · w from the weight itself.",
      zh: "在求平均之前把 decay · w 加到了梯度上。这是 Adam 加 L2 正则，AdamW 的 W 正是为了避免它：这样衰减也会被 v 的平方根除，梯度大的权重几乎不衰减。不要放进梯度，而要直接从权重里减去 lr · decay · w。",
    },
    ways: [
      way({ gradient: withDecay, finish: withoutDecay }),
      way({ gradient: withDecay, gradientOfSecond: ({ g }) => g, finish: withoutDecay }),
    ],
  },
  {
    code: "decay-in-direction",
    title: { en: "The decay is divided by the root of v", zh: "衰减也除以了 v 的平方根" },
    explanation: {
      en: "decay · w was added to the numerator, m + decay · w, and then divided with it. In AdamW the decay is the same share for all weights, whatever their gradients: add it after the division.",
      zh: "把 decay · w 加在了分子上，即 m + decay · w，再一起做除法。AdamW 中每个权重按同样的比例衰减，与梯度大小无关：应在除法之后再加。",
    },
    ways: [
      way({
        direct: (mean, square, inputs) => quotient(add(mean, scale(inputs.w, inputs.decay)), square, inputs),
        finish: withoutDecay,
      }),
    ],
  },
  {
    code: "decay-without-rate",
    title: { en: "The decay is not multiplied by the learning rate", zh: "衰减没有乘学习率" },
    explanation: {
      en: "The weight lost decay · w, not lr · decay · w. With the usual decay of 0.1 all weights would be gone within some dozens of steps. Both parts of the step are multiplied by lr.",
      zh: "权重减掉了 decay · w，而不是 lr · decay · w。按常用的 0.1，几十步之后权重就都没了。更新的两部分都要乘 lr。",
    },
    ways: [way({ finish: wholeDecay })],
  },
  {
    code: "decay-left-out",
    title: { en: "No weight decay", zh: "没有权重衰减" },
    explanation: {
      en: "decay makes no difference: this is plain Adam. AdamW also subtracts lr · decay · w.",
      zh: "decay 没有起作用，这就是普通的 Adam。AdamW 还要减去 lr · decay · w。",
    },
    ways: [way({ finish: withoutDecay })],
  },
  {
    code: "decay-after-step",
    title: { en: "The moved weight decays", zh: "对更新后的权重做了衰减" },
    explanation: {
      en: "First the weight was moved against the gradient, and then the result was multiplied by 1 - lr · decay, so that the move decays too. Both parts are taken of the same w: multiply before the move, or do both in one line.",
      zh: "先沿梯度方向更新，再把结果乘以 1 - lr · decay，连这一步的移动也被衰减了。两部分都以同一个 w 计算：先衰减再移动，或写在同一行。",
    },
    ways: [
      way({ finish: (direction, inputs) => scale(withoutDecay(direction, inputs), 1 - inputs.lr * inputs.decay) }),
    ],
  },
  {
    code: "decay-added",
    title: { en: "The decay makes the weights grow", zh: "衰减的符号错了" },
    explanation: {
      en: "lr · decay · w was added, so weights grow instead of shrinking. It is subtracted, like the rest of the step.",
      zh: "加上了 lr · decay · w，权重不减反增。它和更新的其他部分一样，要减去。",
    },
    ways: [way({ finish: (direction, { w, lr, decay }) => subtract(scale(w, 1 + lr * decay), scale(direction, lr)) })],
  },
  {
    code: "epsilon-inside-root",
    title: { en: "eps is added inside the root", zh: "eps 加在了根号里面" },
    explanation: {
      en: "The divisor is sqrt(v + eps). In Adam eps is outside: sqrt(v) + eps. With small gradients the two differ a lot, because the root of eps is far larger than eps: 0.0001 for 1e-8.",
      zh: "分母写成了 sqrt(v + eps)。Adam 的 eps 在根号外面：sqrt(v) + eps。梯度很小时两者相差很大，因为 eps 的平方根远大于 eps：1e-8 的平方根是 0.0001。",
    },
    ways: [
      way({ direct: (mean, square, { eps }) => divide(mean, root(plus(square, eps))) }),
      way({ direct: (mean, square, { eps }) => divide(mean, root(plus(square, eps ** 2))) }),
    ],
  },
  {
    code: "epsilon-before-correction",
    title: { en: "eps is added before the bias correction", zh: "在偏差修正之前加了 eps" },
    explanation: {
      en: "eps was added to the root of the uncorrected v, and the corrections came afterwards, as one factor of the learning rate. In the first steps v is small, so eps weighs more than it should. Correct v, take its root, then add eps.",
      zh: "eps 加在了未修正的 v 的平方根上，修正随后才作为学习率的系数乘上。前几步 v 很小，eps 的影响就过大了。应先修正 v，再开平方，最后加 eps。",
    },
    ways: [
      way({
        correctSecond: uncorrected,
        direct: (mean, square, { eps, beta2, step }) =>
          scale(divide(mean, plus(root(square), eps)), Math.sqrt(1 - beta2 ** step)),
      }),
    ],
  },
  {
    code: "correction-outside-root",
    title: { en: "The correction of v lacks its root", zh: "v 的偏差修正没有开平方" },
    explanation: {
      en: "The root was taken of the uncorrected v, and then divided by 1 - beta2^step (or the learning rate was multiplied by it). The correction belongs to v, so its root is taken too: sqrt(v / (1 - beta2^step)), or sqrt(v) / sqrt(1 - beta2^step).",
      zh: "先对未修正的 v 开平方，再除以 1 - beta2^step（或把它乘到了学习率上）。修正的是 v，所以这个系数也要开平方：sqrt(v / (1 - beta2^step))，或 sqrt(v) / sqrt(1 - beta2^step)。",
    },
    ways: [
      way({
        correctSecond: uncorrected,
        direct: (mean, square, { eps, beta2, step }) =>
          divide(mean, plus(scale(root(square), 1 / (1 - beta2 ** step)), eps)),
      }),
      way({
        correctSecond: uncorrected,
        direct: (mean, square, inputs) => scale(quotient(mean, square, inputs), 1 - inputs.beta2 ** inputs.step),
      }),
    ],
  },
  {
    code: "epsilon-ignored",
    title: { en: "The eps argument is not used", zh: "没有使用传入的 eps" },
    explanation: {
      en: "The divisor has no eps, a fixed one, or uses eps as a lower bound. Without any, a parameter that has had no gradient gives 0 / 0. Add the eps that is passed.",
      zh: "分母里没有 eps、写死了一个值，或把 eps 当成了下限。完全没有时，从未有过梯度的参数会得到 0 / 0。应加上传入的 eps。",
    },
    ways: [
      ...[0, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12].map((fixed) =>
        way({ direct: (mean, square) => divide(mean, plus(root(square), fixed)) }),
      ),
      way({
        direct: (mean, square, { eps }) =>
          divide(
            mean,
            map(root(square), (value) => Math.max(value, eps)),
          ),
      }),
    ],
  },
  {
    code: "old-averages",
    title: { en: "m or v of the step before is used", zh: "用了上一步的 m 或 v" },
    explanation: {
      en: "The gradient of this step has not gone into m, into v, or into either. Update both averages first, then take the step with them.",
      zh: "这一步的梯度没有进入 m 或 v（或两者都没有）。应先更新两个平均，再用它们走这一步。",
    },
    ways: eachAverage(() => (before) => before),
  },
  {
    code: "averages-ignored",
    title: { en: "m or v is not averaged", zh: "没有用 m 或 v 做平均" },
    explanation: {
      en: "m or v of the steps before makes no difference: the gradient of this step, or its square, takes its place. The averages are what makes Adam calm; keep beta of the old one and add 1 - beta of the new one.",
      zh: "之前的 m 或 v 没有起作用，直接用了这一步的梯度或其平方。Adam 靠的就是平均：保留旧值的 beta，加上新值的 1 - beta。",
    },
    ways: [
      ...eachAverage((of) => (_, gradient) => of(gradient)),
      ...eachAverage((of) => (_, gradient, beta) => scale(of(gradient), 1 - beta)),
      way({ first: (_, gradient) => gradient, correctFirst: uncorrected }),
      way({
        first: (_, gradient) => gradient,
        correctFirst: uncorrected,
        second: (_, gradient) => squared(gradient),
        correctSecond: uncorrected,
      }),
    ],
  },
  {
    code: "gradient-unweighted",
    title: { en: "The gradient has no factor 1 - beta", zh: "梯度没有乘 1 - beta" },
    explanation: {
      en: "The average became beta · m + g, as in SGD with momentum. That is no average: it grows to 1 / (1 - beta) times the gradient. The new gradient has the weight 1 - beta.",
      zh: "写成了 beta · m + g，这是带动量的 SGD 的写法，不是平均：它会涨到梯度的 1 / (1 - beta) 倍。新梯度的权重是 1 - beta。",
    },
    ways: eachAverage((of) => averaged(of, (beta) => beta, one)),
  },
  {
    code: "weights-exchanged",
    title: { en: "beta and 1 - beta are exchanged", zh: "beta 和 1 - beta 用反了" },
    explanation: {
      en: "The new gradient has the weight beta, and the average so far 1 - beta, so almost nothing is remembered. It is the other way round: beta is what is kept.",
      zh: "新梯度的权重成了 beta，已有的平均却只占 1 - beta，几乎什么都没记住。应反过来：beta 是保留的比例。",
    },
    ways: eachAverage((of) =>
      averaged(
        of,
        (beta) => 1 - beta,
        (beta) => beta,
      ),
    ),
  },
  {
    code: "gradient-not-squared",
    title: { en: "v is not an average of squares", zh: "v 里的梯度没有平方" },
    explanation: {
      en: "v was updated with the gradient itself, its absolute value, or the square of m. v averages g², so that its root says how large gradients usually are, whatever their signs. Of a negative v the root is NaN.",
      zh: "更新 v 时用了梯度本身、它的绝对值，或 m 的平方。v 平均的是 g²，它的平方根表示梯度通常有多大，与符号无关。v 为负时开平方得到 NaN。",
    },
    ways: [
      way({ second: averaged(itself) }),
      way({ second: averaged((gradient) => map(gradient, Math.abs)) }),
      way({ gradientOfSecond: ({ m, g, beta1 }) => averaged(itself)(m, g, beta1) }),
    ],
    raises: /math domain error/,
  },
  {
    code: "root-missing",
    title: { en: "Divided by v, not by its root", zh: "除以了 v，没有开平方" },
    explanation: {
      en: "The divisor is v + eps. v has the unit of a squared gradient; its root makes the step independent of the size of the gradients.",
      zh: "分母是 v + eps。v 的单位是梯度的平方，开平方之后，步长才与梯度的大小无关。",
    },
    ways: [way({ direct: (mean, square, { eps }) => divide(mean, plus(square, eps)) })],
  },
  {
    code: "sign-reversed",
    title: { en: "The step goes up the gradient", zh: "更新方向反了" },
    explanation: {
      en: "The direction was added to the weights, so the loss rises. Subtract it.",
      zh: "把更新量加到了权重上，损失会上升。应当减去。",
    },
    ways: [
      way({ finish: (direction, inputs) => moved(scale(direction, -1), inputs) }),
      way({ finish: (direction, { w, lr, decay }) => add(w, scale(add(direction, scale(w, decay)), lr)) }),
    ],
  },
  {
    code: "update-returned",
    title: { en: "The change is returned, not the parameters", zh: "返回了更新量而不是参数" },
    explanation: {
      en: "The result is what is subtracted from the parameters, or the direction alone. Return the parameters after the step.",
      zh: "返回的是要从参数里减去的量，或只是方向。应返回更新后的参数。",
    },
    ways: [
      way({ finish: (direction, inputs) => subtract(inputs.w, moved(direction, inputs)) }),
      way({ finish: (direction, inputs) => subtract(moved(direction, inputs), inputs.w) }),
      way({ finish: (direction, { lr }) => scale(direction, lr) }),
      way({ finish: (direction) => direction }),
    ],
  },
  {
    code: "rate-left-out",
    title: { en: "The learning rate is left out", zh: "没有乘学习率" },
    explanation: {
      en: "The direction was subtracted without its factor lr. It has a size of about 1 for every parameter, whatever the gradient: only lr makes steps small.",
      zh: "减去更新方向时没有乘 lr。无论梯度多大，每个参数的方向大小都在 1 左右，步子小全靠 lr。",
    },
    ways: [
      way({ finish: (direction, { w, lr, decay }) => subtract(scale(w, 1 - lr * decay), direction) }),
      way({ finish: (direction, { w, decay }) => zip(w, direction, (weight, by) => weight - by - decay * weight) }),
    ],
  },
];

export default mistakes;
