import { generate, map, multiply, type Nd, reshape, scale } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import {
  counted,
  eachLoss,
  idAt,
  logProbMistakes,
  logSoftmax,
  lossesOf,
  lossMistakes,
  meanOfCounted,
  ofTokens,
  type Picking,
  read,
  scalar,
  totalOf,
  type Weighing,
} from "../shared/wrong-log-probs.js";

interface Inputs {
  readonly logits: Nd;
  readonly targets: Nd;
}

interface Variant {
  readonly inputs?: (inputs: Inputs) => Inputs;
  readonly weigh?: Weighing;
  readonly pick?: Picking;
  /** 1 where a target counts. */
  readonly counts?: (targets: Nd) => Nd;
  /** From log-probabilities and what counts, both [B, L], to the loss. */
  readonly finish?: (picked: Nd, counts: Nd, logits: Nd) => Nd;
}

const real = (targets: Nd) => map(targets, (target) => Number(target >= 0));
/** The token's entry; that of token 0 where none counts. */
const safely: Picking = (of, ids) =>
  ofTokens(
    of,
    map(ids, (id) => Math.max(id, 0)),
  );

const way = composed(
  (
    given: Inputs,
    { inputs = (same) => same, weigh = logSoftmax, pick = safely, counts = real, finish = meanOfCounted }: Variant,
  ): Nd => {
    const { logits, targets } = inputs(given);
    return finish(pick(weigh(logits), targets), counts(targets), logits);
  },
);

const everyone = (targets: Nd) => map(targets, () => 1);
/** Python counts -100 from the end, where there are as many. JavaScript finds nothing there. */
const literally: Picking = (of, ids) => generate(ids.shape, (index) => read(of, index, idAt(ids, index)));
const orNothing: Picking = (of, ids) =>
  generate(ids.shape, (index) => (idAt(ids, index) < 0 ? Number.NaN : read(of, index, idAt(ids, index))));

/** Of the first or last L - 1 positions. */
const part = (x: Nd, from: 0 | 1): Nd => {
  const [B, L, ...rest] = x.shape as [number, number, ...number[]];
  const width = rest.reduce((product, size) => product * size, 1);
  const flat = reshape(x, [B, L, width]);
  const kept = generate([B, L - 1, width], (index) => {
    const [b, i, v] = index as [number, number, number];
    return flat.data[(b * L + i + from) * width + v] as number;
  });
  return reshape(kept, [B, L - 1, ...rest]);
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "minus-100-read",
    title: { en: "-100 is used as an index", zh: "把 -100 当成了下标" },
    explanation: {
      en: "A target of -100 says that the position does not count; it is no token. As an index it raises, or, in a vocabulary of 100 tokens or more, NumPy and PyTorch count it from the end and read some other token. JavaScript finds undefined, and the loss becomes NaN. Replace -100 by a valid id before the lookup, and leave these positions out of sum and count.",
      zh: "目标 -100 表示该位置不计入，并不是一个 token。拿它当下标会报错；词表有 100 个以上 token 时，NumPy 和 PyTorch 会从末尾倒数，读到别的 token；JavaScript 读到 undefined，损失变成 NaN。查表之前先把 -100 换成合法的 id，并在求和与计数时都排除这些位置。",
    },
    ways: [
      way({ pick: literally, counts: everyone }),
      way({ pick: literally, finish: (picked, counts) => scalar(-totalOf(picked) / totalOf(counts)) }),
      way({ pick: literally }),
      way({ pick: orNothing, counts: everyone }),
    ],
    raises:
      /index -100 is out of bounds|IndexError: list index out of range|Class values must be non-negative|index out of range in self|cannot do a non-empty take|index -100/,
  },
  {
    code: "ignored-tokens-counted",
    title: { en: "Ignored targets count as token 0", zh: "被忽略的目标当成 token 0 计入了" },
    explanation: {
      en: "-100 was replaced by a valid id, which the lookup needs, but then these positions stayed in the sum: the model is trained to predict token 0 there. Their losses must be set to zero, or left out, before the sum.",
      zh: "-100 换成了合法的 id（查表需要这样做），但这些位置仍留在求和里：模型在那里被训练去预测 token 0。求和之前应把它们的损失置零或剔除。",
    },
    ways: [way({ counts: everyone }), way({ finish: (picked, counts) => scalar(-totalOf(picked) / totalOf(counts)) })],
  },
  {
    code: "mean-over-all",
    title: { en: "Ignored targets are in the divisor", zh: "平均时把被忽略的目标也算进了分母" },
    explanation: {
      en: "The losses of ignored positions are zero, but the sum is divided by all B · L positions. The more padding a batch has, the smaller its loss and its gradient. Divide by the number of targets that are not -100.",
      zh: "被忽略位置的损失已置零，但总和除以了全部 B · L 个位置。batch 里填充越多，损失和梯度就越小。应除以目标不为 -100 的个数。",
    },
    ways: [way({ finish: (picked, counts) => scalar(-totalOf(counted(picked, counts)) / counts.data.length) })],
  },
  {
    code: "shifted",
    title: { en: "The targets are shifted", zh: "对目标做了移位" },
    explanation: {
      en: "Position i was compared with the target of position i + 1, and one position of each sequence was lost. Language models shift the ids against the logits to make targets; here that is done already: targets[b, i] belongs to logits[b, i].",
      zh: "第 i 个位置与第 i + 1 个位置的目标作了比较，每个序列还少了一个位置。语言模型把 ids 与 logits 错开一位得到目标；本题已经做好：targets[b, i] 对应 logits[b, i]。",
    },
    ways: [way({ inputs: ({ logits, targets }) => ({ logits: part(logits, 0), targets: part(targets, 1) }) })],
  },
  ...lossMistakes<Inputs>((finish) => way({ finish })),
  {
    code: "not-averaged",
    title: { en: "One loss for each position is returned", zh: "返回了每个位置各自的损失" },
    explanation: {
      en: "The result holds the loss of each position. Training needs one number: their mean over the targets that count.",
      zh: "返回的是每个位置的损失。训练需要一个数：对计入的目标取平均。",
    },
    ways: eachLoss.map((each) => way({ finish: (picked: Nd, counts: Nd) => each(lossesOf(picked, counts), counts) })),
  },
  {
    code: "divided-by-vocabulary",
    title: { en: "Divided by the size of the vocabulary too", zh: "多除了词表大小" },
    explanation: {
      en: "The mean was taken over an array of shape (B, L, V), of which all but one number in each row are zero. Sum over the vocabulary first: the divisor is the number of targets, without V.",
      zh: "对形状为 (B, L, V) 的数组取了平均，而其中每行只有一个数不为零。应先沿词表维求和：分母是目标的个数，不含 V。",
    },
    ways: [
      way({
        finish: (picked, counts, logits) => scale(meanOfCounted(picked, counts), 1 / (logits.shape[2] as number)),
      }),
      way({
        finish: (picked, counts, logits) => scalar(-totalOf(multiply(picked, counts)) / logits.data.length),
      }),
    ],
  },
  ...logProbMistakes<Inputs>((weigh) => way({ weigh })),
];

export default mistakes;
