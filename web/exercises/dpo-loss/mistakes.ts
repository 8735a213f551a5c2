import { add, divide, map, mean, type Nd, scale, squeeze, subtract, zip } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { raised } from "../shared/known-mistakes.js";
import { logarithms, scalar, totalOf } from "../shared/wrong-log-probs.js";

interface Inputs {
  readonly chosen: Nd;
  readonly rejected: Nd;
  readonly ref_chosen: Nd;
  readonly ref_rejected: Nd;
  readonly beta: number;
}

interface Variant {
  /** Of the two answers: what beta is multiplied with. */
  readonly margin?: (inputs: Inputs) => Nd;
  readonly temper?: (margins: Nd, beta: number) => Nd;
  /** From beta times the margin to the logarithm of the sigmoid. */
  readonly logSigmoid?: (logits: Nd) => Nd;
  readonly finish?: (losses: Nd, beta: number) => Nd;
}

const rightMargin = ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
  subtract(subtract(chosen, ref_chosen), subtract(rejected, ref_rejected));
const stable = (logits: Nd) => map(logits, (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))));
const averaged = (losses: Nd) => squeeze(mean(losses, 0), 0);

const way = composed(
  (inputs: Inputs, { margin = rightMargin, temper = scale, logSigmoid = stable, finish = averaged }: Variant): Nd =>
    finish(
      map(logSigmoid(temper(margin(inputs), inputs.beta)), (value) => -value),
      inputs.beta,
    ),
);
const ofMargin = (margin: (inputs: Inputs) => Nd): Way<Inputs> => way({ margin });

/** The gain of the chosen answer and that of the rejected one, each with its own factor. */
const withFactors =
  (factors: (beta: number) => readonly [number, number]) =>
  ({ chosen, rejected, ref_chosen, ref_rejected, beta }: Inputs): Nd => {
    const [first, second] = factors(beta);
    return subtract(scale(subtract(chosen, ref_chosen), first), scale(subtract(rejected, ref_rejected), second));
  };

const sigmoid = (x: Nd) => map(x, (value) => 1 / (1 + Math.exp(-value)));
const overflowing = (x: Nd) => map(x, (value) => Math.exp(value) / (1 + Math.exp(value)));

const unstable: readonly ((logits: Nd) => Nd)[] = [
  ...[sigmoid, overflowing].flatMap((sigmoid) => logarithms.map((logarithm) => (x: Nd) => logarithm(sigmoid(x)))),
  (x) => map(x, (value) => -Math.log(1 + Math.exp(-value))),
  (x) => map(x, (value) => value - Math.log(1 + Math.exp(value))),
];

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "reference-left-out",
    title: { en: "The reference model is left out", zh: "没有用参考模型" },
    explanation: {
      en: "The margin is chosen - rejected, or only one of the two is compared with the reference. What counts is how far training has moved each answer: chosen - ref_chosen, and rejected - ref_rejected. Without the reference nothing keeps the model near what it was, and a short answer beats a long one from the start.",
      zh: "用的差值是 chosen - rejected，或者只有一个回答与参考模型作了比较。要看的是训练让每个回答变化了多少：chosen - ref_chosen 和 rejected - ref_rejected。没有参考模型，就没有什么让模型留在原来附近，而且短回答一开始就占便宜。",
    },
    ways: [
      ({ chosen, rejected }: Inputs) => subtract(chosen, rejected),
      ({ chosen, rejected, ref_chosen }: Inputs) => subtract(subtract(chosen, ref_chosen), rejected),
      ({ chosen, rejected, ref_rejected }: Inputs) => subtract(chosen, subtract(rejected, ref_rejected)),
    ].map(ofMargin),
  },
  {
    code: "reference-sign",
    title: { en: "A reference term has the wrong sign", zh: "参考模型的项符号错了" },
    explanation: {
      en: "The margin is (chosen - ref_chosen) - (rejected - ref_rejected). Without the brackets, or with a plus, a reference term changes its sign: written out, ref_rejected is added and ref_chosen is subtracted. If the model equals the reference, every margin must be 0.",
      zh: "差值是 (chosen - ref_chosen) - (rejected - ref_rejected)。漏了括号或写成加号，参考项就变号了：展开后 ref_rejected 是加，ref_chosen 是减。模型与参考模型相同时，每个差值都必须是 0。",
    },
    ways: [
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        subtract(subtract(subtract(chosen, ref_chosen), rejected), ref_rejected),
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        add(subtract(chosen, rejected), subtract(ref_chosen, ref_rejected)),
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        add(subtract(chosen, rejected), add(ref_chosen, ref_rejected)),
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        add(subtract(chosen, ref_chosen), subtract(rejected, ref_rejected)),
    ].map(ofMargin),
  },
  {
    code: "one-answer-only",
    title: { en: "Only one of the two answers is used", zh: "只用了两个回答中的一个" },
    explanation: {
      en: "The loss looks at the chosen answer alone, or at the rejected one alone. DPO learns from the comparison: the gain of the chosen answer minus the gain of the rejected one.",
      zh: "损失只看了较好的回答，或只看了较差的回答。DPO 学的是比较：较好回答的增益减去较差回答的增益。",
    },
    ways: [
      ({ chosen, ref_chosen }: Inputs) => subtract(chosen, ref_chosen),
      ({ rejected, ref_rejected }: Inputs) => subtract(ref_rejected, rejected),
    ].map(ofMargin),
  },
  {
    code: "unstable-log-sigmoid",
    title: { en: "The logarithm is taken of a finished sigmoid", zh: "先算完 sigmoid 再取对数" },
    explanation: {
      en: "exp overflows for large arguments and becomes 0 for very negative ones, so the sigmoid is 0 or NaN, and its logarithm -infinity or NaN; with a small number added it stops at the logarithm of that number. Use a function that does both in one step: logsigmoid in PyTorch, logaddexp(0, -x) in NumPy, or max(-x, 0) + log1p(exp(-|x|)), whose exponential is never above one.",
      zh: "参数很大时 exp 会溢出，很小时变成 0，于是 sigmoid 是 0 或 NaN，取对数得到 -inf 或 NaN；加一个很小的数，结果也只停在那个数的对数上。应把两步合成一步：PyTorch 用 logsigmoid，NumPy 用 logaddexp(0, -x)，或自己写 max(-x, 0) + log1p(exp(-|x|))，其中的指数不会超过一。",
    },
    ways: unstable.map((logSigmoid) => way({ logSigmoid })),
    raises: new RegExp(`${raised.byOverflow.source}|math domain error|expected a positive input|math range error`),
  },
  {
    code: "argument-clipped",
    title: { en: "The argument of the sigmoid is clipped", zh: "sigmoid 的参数被截断了" },
    explanation: {
      en: "beta times the margin is cut off at a limit, such as 88 or 500, so that exp does not overflow. But then every pair beyond the limit has the same loss, and no gradient: the pairs that are most wrong teach nothing. The logarithm of the sigmoid of -1000 is simply -1000, and a stable formula gives it.",
      zh: "为了不让 exp 溢出，beta 乘差值被截断在某个界限，例如 88 或 500。但超出界限的各对损失都一样，也没有梯度：错得最厉害的那些对反而学不到东西。-1000 的 sigmoid 取对数就是 -1000，稳定的写法能直接算出来。",
    },
    ways: [10, 20, 30, 50, 80, 88, 100, 500, 700].map((limit) =>
      way({ logSigmoid: (x) => stable(map(x, (value) => Math.max(-limit, Math.min(limit, value)))) }),
    ),
  },
  {
    code: "preference-reversed",
    title: { en: "The rejected answer is preferred", zh: "偏好的方向反了" },
    explanation: {
      en: "The margin has the opposite sign, so the loss falls when the rejected answer becomes more likely. The chosen answer comes first: its gain minus that of the rejected one.",
      zh: "差值的符号反了，于是较差的回答越可能，损失越小。应以较好的回答在前：用它的增益减去较差回答的增益。",
    },
    ways: [ofMargin((inputs) => map(rightMargin(inputs), (value) => -value))],
  },
  {
    code: "beta-outside",
    title: { en: "beta multiplies the loss", zh: "beta 乘在了损失外面" },
    explanation: {
      en: "beta is a factor of the loss here, which only changes the step size of training. It belongs inside the sigmoid: there it says how large a margin has to be before a pair counts as learnt.",
      zh: "这里 beta 成了损失的系数，只相当于改了学习率。它应在 sigmoid 里面：决定差值要多大，这一对才算学会了。",
    },
    ways: [way({ temper: (margins) => margins, finish: (losses, beta) => scale(averaged(losses), beta) })],
  },
  {
    code: "beta-left-out",
    title: { en: "beta is missing, or multiplies one answer alone", zh: "没有用 beta，或只乘在了一个回答上" },
    explanation: {
      en: "The sigmoid is taken of the margin itself, or beta multiplies the gain of one answer only: without brackets around the difference the product comes first. Multiply the whole margin by beta.",
      zh: "sigmoid 直接作用在差值上了，或者 beta 只乘了一个回答的增益：差值没有加括号时先算乘法。应把整个差值乘以 beta。",
    },
    ways: [
      way({ temper: (margins) => margins }),
      way({ margin: withFactors((beta) => [beta, 1]), temper: (margins) => margins }),
      way({ margin: withFactors((beta) => [1, beta]), temper: (margins) => margins }),
    ],
  },
  {
    code: "divided-by-beta",
    title: { en: "Divided by beta", zh: "除以了 beta" },
    explanation: {
      en: "beta is used like the temperature of a softmax, as a divisor. In DPO it is a factor: a small beta makes the margins count little, so that the model may move far from the reference.",
      zh: "beta 像 softmax 的温度那样用作了除数。DPO 里它是乘数：beta 小，差值的作用就小，模型可以离参考模型更远。",
    },
    ways: [way({ temper: (margins, beta) => scale(margins, 1 / beta) })],
  },
  {
    code: "log-probs-divided",
    title: { en: "Log-probabilities are divided by each other", zh: "把对数概率相除了" },
    explanation: {
      en: "The paper's formula has the logarithm of a ratio of probabilities. The arguments are logarithms already, and the logarithm of a ratio is a difference: log(a / b) = log a - log b. So subtract.",
      zh: "论文的公式是概率之比的对数。这里的参数已经是对数，而比的对数就是差：log(a / b) = log a - log b。所以应当相减。",
    },
    ways: [
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        subtract(divide(chosen, ref_chosen), divide(rejected, ref_rejected)),
      ({ chosen, rejected, ref_chosen, ref_rejected }: Inputs) =>
        divide(divide(chosen, ref_chosen), divide(rejected, ref_rejected)),
    ].map(ofMargin),
  },
  {
    code: "ratios-not-logs",
    title: { en: "Ratios of probabilities without their logarithm", zh: "用了概率之比，没有取对数" },
    explanation: {
      en: "exp was taken of the differences, so ratios of probabilities are compared. They are as large as e^10 soon, and overflow for long answers. DPO compares their logarithms: the differences as they are.",
      zh: "对差值取了 exp，比较的是概率之比。它很快就有 e^10 那么大，回答一长还会溢出。DPO 比较的是它们的对数，也就是差值本身。",
    },
    ways: [
      ofMargin(({ chosen, rejected, ref_chosen, ref_rejected }) =>
        zip(subtract(chosen, ref_chosen), subtract(rejected, ref_rejected), (a, b) => Math.exp(a) - Math.exp(b)),
      ),
      ofMargin((inputs) => map(rightMargin(inputs), Math.exp)),
    ],
    raises: raised.byOverflow,
  },
  {
    code: "averaged-too-early",
    title: { en: "The margins are averaged before the sigmoid", zh: "在 sigmoid 之前就取了平均" },
    explanation: {
      en: "One sigmoid was taken of the mean margin. A pair that is very right then hides one that is wrong. Each pair has its own loss; the mean comes last.",
      zh: "只对平均差值算了一次 sigmoid。这样，一对错了也会被另一对的大差值掩盖。每一对都有自己的损失，最后才取平均。",
    },
    ways: [ofMargin((inputs) => mean(rightMargin(inputs), 0))],
  },
  {
    code: "sum-not-mean",
    title: { en: "Summed, not averaged", zh: "求了和，没有取平均" },
    explanation: {
      en: "The losses of the pairs were added up. The loss and its gradient then grow with the batch. Divide by the number of pairs.",
      zh: "把各对的损失加了起来，损失和梯度会随 batch 变大。应除以对数，即 B。",
    },
    ways: [way({ finish: (losses) => scalar(totalOf(losses)) })],
  },
  {
    code: "not-averaged",
    title: { en: "One loss for each pair is returned", zh: "返回了每一对各自的损失" },
    explanation: {
      en: "The result holds the loss of each pair. Training needs one number: their mean.",
      zh: "返回的是每一对的损失。训练需要一个数：它们的平均值。",
    },
    ways: [way({ finish: (losses) => losses })],
  },
  {
    code: "sign-forgotten",
    title: { en: "The minus sign is missing", zh: "漏了负号" },
    explanation: {
      en: "The result is the mean of log sigmoid, which is negative: minimising it would make the rejected answers more likely. The loss is its negative, and never below zero.",
      zh: "结果是 log sigmoid 的平均值，是负数：最小化它会让较差的回答越来越可能。损失应取它的相反数，不会小于零。",
    },
    ways: [way({ finish: (losses) => map(averaged(losses), (value) => -value) })],
  },
  {
    code: "log-left-out",
    title: { en: "The sigmoid without its logarithm", zh: "sigmoid 没有取对数" },
    explanation: {
      en: "The sigmoid is the probability that the chosen answer is preferred. The loss is its negative logarithm: the probability itself hardly changes where a pair is very wrong, so there is no gradient where it is needed most.",
      zh: "sigmoid 是“较好的回答被选中”的概率。损失是它的负对数：错得厉害时概率本身几乎不变，最需要梯度的地方反而没有梯度。",
    },
    ways: [
      way({ logSigmoid: sigmoid }),
      way({ logSigmoid: (x) => map(sigmoid(x), (value) => value - 1) }),
      way({ logSigmoid: (x) => map(sigmoid(x), (value) => -value) }),
    ],
  },
];

export default mistakes;
