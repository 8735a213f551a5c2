import { generate, map, mean, multiply, type Nd, reshape, scale, softmax, squeeze, sum, zip } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { logProbMistakes, logSoftmax, scalar, totalOf, type Weighing } from "../shared/wrong-log-probs.js";

interface Inputs {
  readonly logits: Nd;
  readonly targets: Nd;
  readonly epsilon: number;
}

/** What the target class gets, and what each other one gets. */
type Spread = (epsilon: number, V: number) => readonly [target: number, other: number];

interface Variant {
  readonly logits?: (inputs: Inputs) => Nd;
  readonly weigh?: Weighing;
  readonly spread?: Spread;
  /** From log-probabilities and target distribution, both [N, V], to the loss of each row, [N]. */
  readonly each?: (logProbs: Nd, wanted: Nd, inputs: Inputs) => Nd;
  /** From the losses [N]. */
  readonly finish?: (losses: Nd, inputs: Inputs) => Nd;
}

const smoothed: Spread = (epsilon, V) => [1 - epsilon + epsilon / V, epsilon / V];
const crossEntropy = (logProbs: Nd, wanted: Nd) => scale(squeeze(sum(multiply(logProbs, wanted), -1), -1), -1);
const average = (losses: Nd) => scalar(totalOf(losses) / losses.data.length);
const wantedOf = ({ logits, targets, epsilon }: Inputs, spread: Spread) => {
  const [target, other] = spread(epsilon, logits.shape[1] as number);
  return generate(logits.shape, ([i, v]) => (targets.data[i as number] === v ? target : other));
};

const way = composed(
  (
    inputs: Inputs,
    {
      logits = (given) => given.logits,
      weigh = logSoftmax,
      spread = smoothed,
      each = crossEntropy,
      finish = average,
    }: Variant,
  ): Nd => finish(each(weigh(logits(inputs)), wantedOf(inputs, spread), inputs), inputs),
);

const spreading = (...spreads: readonly Spread[]) => spreads.map((spread) => way({ spread }));
/** Each row with the targets of all rows, of which the mean is taken. */
const atAllTargets = (logProbs: Nd, _: Nd, { targets, epsilon }: Inputs): Nd => {
  const [N, V] = logProbs.shape as [number, number];
  const share = (v: number) => targets.data.filter((target) => target === v).length / N;
  const wanted = generate([N, V], ([, v]) => (1 - epsilon) * share(v as number) + epsilon / V);
  return crossEntropy(logProbs, wanted);
};
const classesOf = ({ logits }: Inputs) => logits.shape[1] as number;

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "smoothing-without-target",
    title: { en: "The target gets no share of epsilon", zh: "目标类别没有分到 epsilon" },
    explanation: {
      en: "Epsilon was spread over the V - 1 other classes only, or the target was left with 1 - ε while the others got ε / V. In this definition all V classes share epsilon, the target included: it gets 1 - ε + ε / V, and the distribution sums to 1. (Some implementations use the other rule; the losses differ.)",
      zh: "epsilon 只分给了其余 V - 1 个类别，或者目标只留下 1 - ε，而其余各得 ε / V。按这里的定义，epsilon 由全部 V 个类别平分，目标也在内：目标得到 1 - ε + ε / V，整个分布之和为 1。（有些实现用另一种规则，损失值不同。）",
    },
    ways: spreading(
      (epsilon, V) => [1 - epsilon, epsilon / (V - 1)],
      (epsilon, V) => [1 - epsilon, epsilon / V],
      (epsilon, V) => [1 - epsilon + epsilon / (V - 1), epsilon / (V - 1)],
    ),
  },
  {
    code: "epsilon-on-target",
    title: { en: "Epsilon and 1 - epsilon are exchanged", zh: "epsilon 与 1 - epsilon 弄反了" },
    explanation: {
      en: "The target has the weight ε and the even distribution 1 - ε. Epsilon is the part that is spread; with ε = 0 the loss must be the plain cross-entropy.",
      zh: "目标的权重是 ε，均匀分布的权重是 1 - ε。epsilon 是分摊出去的部分；ε = 0 时损失应是普通的交叉熵。",
    },
    ways: spreading(
      (epsilon, V) => [epsilon + (1 - epsilon) / V, (1 - epsilon) / V],
      (epsilon, V) => [epsilon, (1 - epsilon) / (V - 1)],
    ),
  },
  {
    code: "target-keeps-everything",
    title: { en: "The target keeps its whole weight", zh: "目标保留了全部权重" },
    explanation: {
      en: "The even part was added to the plain cross-entropy: the target distribution sums to 1 + ε. What the other classes get must be taken from the target: its own part has the weight 1 - ε.",
      zh: "均匀部分是直接加到普通交叉熵上的：目标分布之和成了 1 + ε。分给其他类别的要从目标身上扣除，目标那一部分的权重应为 1 - ε。",
    },
    ways: spreading((epsilon, V) => [1 + epsilon / V, epsilon / V]),
  },
  {
    code: "smoothing-missing",
    title: { en: "Not smoothed by epsilon", zh: "没有按 epsilon 平滑" },
    explanation: {
      en: "Epsilon makes no difference, perhaps because a fixed 0.1 is used in its place, or it only makes the loss of the target smaller by 1 - ε, and the other classes have no part in the loss. The target distribution is (1 - ε) · one-hot + ε / V, and every log-probability of a row counts.",
      zh: "epsilon 没有起作用（可能写死了 0.1），或者只是把目标的损失乘了 1 - ε，其他类别没有进入损失。目标分布是 (1 - ε) · one-hot + ε / V，一行里每个对数概率都要计入。",
    },
    ways: spreading(
      () => [1, 0],
      (epsilon) => [1 - epsilon, 0],
      (_, V) => smoothed(0.1, V),
    ),
  },
  {
    code: "rows-and-targets-crossed",
    title: { en: "Every row is read at the targets of all rows", zh: "每一行都取了所有行的目标" },
    explanation: {
      en: "log_probs[:, targets] has the shape (N, N): each row at the targets of all rows, so the loss mixes a row with classes of others. One number of each row is needed: log_probs[arange(N), targets], or gather.",
      zh: "log_probs[:, targets] 的形状是 (N, N)：每一行都取了所有行的目标类别，损失里混进了别的行的目标。每行只需要一个数：log_probs[arange(N), targets]，或用 gather。",
    },
    ways: [way({ each: atAllTargets })],
  },
  {
    code: "uniform-term-sign",
    title: { en: "The even part has the wrong sign", zh: "均匀部分的正负号错了" },
    explanation: {
      en: "The mean log-probability was added in place of subtracted: -(1 - ε) log p of the target + ε · mean. That rewards the model for making other classes impossible, and the loss can fall without end. Both parts are negative log-likelihoods.",
      zh: "对数概率的平均值本该减去，却加上了：目标的 -(1 - ε) log p 加 ε · 平均值。这是在奖励模型把其他类别压到不可能，损失会无止境地下降。两部分都应是负对数似然。",
    },
    ways: spreading((epsilon, V) => [1 - epsilon - epsilon / V, -epsilon / V]),
  },
  {
    code: "uniform-term-summed",
    title: { en: "The even part is not divided by V", zh: "均匀部分没有除以 V" },
    explanation: {
      en: "Every class got the weight ε in place of ε / V: the log-probabilities were summed, not averaged. With many classes the even part then outweighs the target by far.",
      zh: "每个类别的权重是 ε，而不是 ε / V：对数概率求了和，没有取平均。类别一多，均匀部分就会远远压过目标。",
    },
    ways: spreading(
      (epsilon) => [1, epsilon],
      (epsilon) => [1 - epsilon, epsilon],
    ),
  },
  {
    code: "logits-smoothed",
    title: { en: "The logits are smoothed, not the target", zh: "平滑的是 logits，而不是目标" },
    explanation: {
      en: "The mixture was made of logits: they were multiplied by 1 - ε before the softmax, or the even part is the mean of the logits. Smoothing changes the target distribution alone. Logits become log-probabilities first, all of them.",
      zh: "混合是在 logits 上做的：softmax 之前乘了 1 - ε，或者均匀部分取的是 logits 的平均。平滑只改变目标分布；logits 要先全部变成对数概率。",
    },
    ways: [
      way({ logits: ({ logits, epsilon }) => scale(logits, 1 - epsilon), spread: () => [1, 0] }),
      way({ logits: (inputs) => multiply(inputs.logits, wantedOf(inputs, smoothed)), spread: () => [1, 0] }),
      way({
        each: (logProbs, _, inputs) =>
          zip(
            crossEntropy(
              logProbs,
              wantedOf(inputs, () => [1 - inputs.epsilon, 0]),
            ),
            squeeze(mean(inputs.logits, -1), -1),
            (loss, logit) => loss - inputs.epsilon * logit,
          ),
      }),
    ],
  },
  {
    code: "probabilities-smoothed",
    title: { en: "The prediction is smoothed, not the target", zh: "平滑的是预测，而不是目标" },
    explanation: {
      en: "The loss is -log((1 - ε) p + ε / V): the predicted probability was mixed with the even distribution. That caps the loss at log(V / ε) and rewards confidence as before. The mixture belongs to the target: a weighted sum of logarithms, not the logarithm of a weighted sum.",
      zh: "损失写成了 -log((1 - ε) p + ε / V)，把预测的概率与均匀分布混合了。这样损失的上限是 log(V / ε)，过度自信照样得到奖励。混合应在目标上：是对数的加权和，而不是加权和的对数。",
    },
    ways: [
      way({
        logits: ({ logits, epsilon }) =>
          map(softmax(logits, -1), (p) => (1 - epsilon) * p + epsilon / (logits.shape[1] as number)),
        weigh: (probabilities) => map(probabilities, Math.log),
        spread: () => [1, 0],
      }),
    ],
  },
  {
    code: "entropy-subtracted",
    title: { en: "The divergence in place of the cross-entropy", zh: "求的是 KL 散度，而不是交叉熵" },
    explanation: {
      en: "The result is smaller by the entropy of the target distribution: this is the Kullback-Leibler divergence, as kl_div gives it. The gradients agree, the loss does not. Leave out the logarithm of the target.",
      zh: "结果比要求的少了目标分布的熵：这是 KL 散度，即 kl_div 的结果。两者梯度相同，损失值不同。应去掉目标分布的对数那一项。",
    },
    ways: [
      way({
        each: (logProbs, wanted) =>
          zip(
            crossEntropy(logProbs, wanted),
            squeeze(
              sum(
                map(wanted, (w) => (w > 0 ? w * Math.log(w) : 0)),
                -1,
              ),
              -1,
            ),
            (loss, entropy) => loss + entropy,
          ),
      }),
    ],
  },
  {
    code: "sign-forgotten",
    title: { en: "The minus sign is missing", zh: "漏了负号" },
    explanation: {
      en: "The result is a mean log-probability, which is negative: minimising it makes the right classes less likely. The loss is its negative, and never below zero.",
      zh: "结果是对数概率的平均值，是负数：最小化它会让正确的类别越来越不可能。损失应取它的相反数，不会小于零。",
    },
    ways: [way({ finish: (losses) => map(average(losses), (loss) => -loss) })],
  },
  {
    code: "sum-not-mean",
    title: { en: "Summed, not averaged", zh: "求了和，没有取平均" },
    explanation: {
      en: "The losses of the rows were added up. Loss and gradient then grow with the size of the batch. Divide by the number of rows.",
      zh: "各行的损失只求了和。这样损失和梯度会随 batch 变大。应除以行数。",
    },
    ways: [way({ finish: (losses) => scalar(totalOf(losses)) })],
  },
  {
    code: "not-averaged",
    title: { en: "One loss for each row is returned", zh: "返回了每一行各自的损失" },
    explanation: {
      en: "The result holds the loss of each row. Training needs one number: their mean.",
      zh: "返回的是每一行的损失。训练需要一个数：它们的平均值。",
    },
    ways: [way({ finish: (losses) => losses }), way({ finish: (x) => reshape(x, [x.data.length, 1]) })],
  },
  {
    code: "divided-by-vocabulary",
    title: { en: "Divided by the number of classes too", zh: "多除了类别数" },
    explanation: {
      en: "The mean was taken over an array of shape (N, V), which divides by V as well. Sum over the classes first, since the target distribution sums to 1; then average over the rows.",
      zh: "对形状为 (N, V) 的数组取了平均，多除了一个 V。目标分布之和为 1，应先沿类别维求和，再对各行取平均。",
    },
    ways: [way({ finish: (losses, inputs) => scale(average(losses), 1 / classesOf(inputs)) })],
  },
  // Every class counts: with too little subtracted the loss is infinite, as it is with the logarithm of a softmax.
  ...logProbMistakes<Inputs>((weigh) => way({ weigh })).map((mistake) =>
    mistake.code === "unstable-softmax" ? { ...mistake, ways: mistake.ways.slice(0, 1) } : mistake,
  ),
];

export default mistakes;
