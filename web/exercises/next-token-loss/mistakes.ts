import { generate, map, type Nd, reshape } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { withShared } from "../shared/wrong-attention.js";
import {
  counted,
  eachLoss,
  logProbMistakes,
  logSoftmax,
  lossesOf,
  lossMistakes,
  meanOfCounted,
  ofTokens,
  scalar,
  totalOf,
  type Weighing,
} from "../shared/wrong-log-probs.js";

interface Inputs {
  readonly logits: Nd;
  readonly ids: Nd;
  readonly mask: Nd;
}

/** Which positions of an array [B, L, ...] meet: [from, to) of those of the others. */
type Part = (L: number) => readonly [from: number, to: number];
const whole: Part = (L) => [0, L];
const withoutLast: Part = (L) => [0, L - 1];
const withoutFirst: Part = (L) => [1, L];

type Parts = Readonly<Record<keyof Inputs, Part>>;
const right: Parts = { logits: withoutLast, ids: withoutFirst, mask: withoutFirst };

interface Variant {
  readonly parts?: Parts | ((inputs: Inputs) => Inputs);
  readonly weigh?: Weighing;
  /** Of the logits of all positions, before any is cut off. */
  readonly weighFirst?: Weighing;
  readonly shown?: (mask: Nd) => Nd;
  /** From log-probabilities and what counts, both [B, L - 1], to the loss. */
  readonly finish?: (picked: Nd, counts: Nd, inputs: Inputs) => Nd;
}

function take(x: Nd, part: Part): Nd {
  const [B, L, ...rest] = x.shape as [number, number, ...number[]];
  const width = rest.reduce((product, size) => product * size, 1);
  const [from, to] = part(L);
  const kept = generate([B, to - from, width], (index) => {
    const [b, i, v] = index as [number, number, number];
    return x.data[(b * L + i + from) * width + v] as number;
  });
  return reshape(kept, [B, to - from, ...rest]);
}

const way = composed(
  (
    given: Inputs,
    {
      parts = right,
      weighFirst,
      weigh = weighFirst ? (logits) => logits : logSoftmax,
      shown = (mask) => mask,
      finish = meanOfCounted,
    }: Variant,
  ): Nd => {
    const inputs = weighFirst ? { ...given, logits: weighFirst(given.logits) } : given;
    const { logits, ids, mask } =
      typeof parts === "function"
        ? parts(inputs)
        : {
            logits: take(inputs.logits, parts.logits),
            ids: take(inputs.ids, parts.ids),
            mask: take(inputs.mask, parts.mask),
          };
    return finish(ofTokens(weigh(logits), ids), shown(mask), inputs);
  },
);

/** Numbers of [B, L] one place earlier, the first ones last: what a roll by -1 gives. */
const rolled = (x: Nd): Nd => {
  const L = x.shape[1] as number;
  return generate(x.shape, (index) => {
    const [b, i] = index as [number, number];
    return x.data[b * L + ((i + 1) % L)] as number;
  });
};
/** One place later, the last ones first. */
const rolledBack = (x: Nd): Nd => {
  const L = x.shape[1] as number;
  return generate(x.shape, (index) => {
    const [b, i] = index as [number, number];
    return x.data[b * L + ((i + L - 1) % L)] as number;
  });
};
const divided = (by: (inputs: Inputs) => number) => (picked: Nd, counts: Nd, inputs: Inputs) =>
  scalar(totalOf(lossesOf(picked, counts)) / by(inputs));
const everyone = (mask: Nd) => map(mask, () => 1);
const averagedOver = (mean: (losses: Nd) => number) => (picked: Nd, counts: Nd) =>
  scalar(mean(lossesOf(picked, counts)));
const mean = (losses: Nd) => totalOf(losses) / losses.data.length;

const own: readonly Mistake<Inputs>[] = [
  {
    code: "not-shifted",
    title: { en: "Each position predicts its own token", zh: "没有移位：每个位置预测的是自己" },
    explanation: {
      en: "The logits of position i were compared with token i. That token has gone into the model already, so the task is only to copy it: the loss falls to zero, and the model has learnt nothing about what comes next. Logits of position i belong to token i + 1: logits[:, :-1] meet ids[:, 1:].",
      zh: "第 i 个位置的 logits 与第 i 个 token 作了比较。这个 token 已经输入给模型，照抄即可：损失会降到零，模型却没学会预测后文。第 i 个位置的 logits 对应第 i + 1 个 token：logits[:, :-1] 对应 ids[:, 1:]。",
    },
    ways: [
      { logits: whole, ids: whole, mask: whole },
      { logits: withoutFirst, ids: withoutFirst, mask: withoutFirst },
      { logits: withoutLast, ids: withoutLast, mask: withoutLast },
      { logits: withoutLast, ids: withoutLast, mask: withoutFirst },
      { logits: withoutFirst, ids: withoutFirst, mask: withoutLast },
    ].map((parts) => way({ parts })),
  },
  {
    code: "shifted-backwards",
    title: { en: "Shifted the wrong way", zh: "移位方向反了" },
    explanation: {
      en: "The logits of position i were compared with token i - 1, which the model has seen. It was the logits that lost their first position and the ids that lost their last one; it is the other way round: logits[:, :-1] and ids[:, 1:].",
      zh: "第 i 个位置的 logits 与第 i - 1 个 token 作了比较，而模型已经看过它。这里去掉了 logits 的第一个位置和 ids 的最后一个，正好反了：应为 logits[:, :-1] 和 ids[:, 1:]。",
    },
    ways: [
      ...[withoutLast, withoutFirst].map((mask) => way({ parts: { logits: withoutFirst, ids: withoutLast, mask } })),
      // Position 0 meets the last token: a roll, or ids[i - 1] in Python. The mask goes with it, or stays.
      way({ parts: ({ logits, ids, mask }) => ({ logits, ids: rolledBack(ids), mask: rolledBack(mask) }) }),
      way({ parts: ({ logits, ids, mask }) => ({ logits, ids: rolledBack(ids), mask }) }),
    ],
  },
  {
    code: "mask-not-shifted",
    title: { en: "The mask belongs to the wrong token", zh: "掩码没有跟着目标移位" },
    explanation: {
      en: "Position i predicts token i + 1, but its loss was counted where the mask shows token i. At the end of each sequence the first padding token then becomes a target, and after a prompt the first token of the answer is missed. The mask goes with the targets: mask[:, 1:].",
      zh: "第 i 个位置预测第 i + 1 个 token，但是否计入看的却是第 i 个 token 的掩码。这样序列末尾的第一个填充 token 会成为目标，prompt 之后回答的第一个 token 反而漏掉。掩码要跟着目标走：mask[:, 1:]。",
    },
    ways: [
      way({ parts: { ...right, mask: withoutLast } }),
      way({
        // Both tokens must be shown.
        parts: ({ logits, ids, mask }) => ({
          logits: take(logits, withoutLast),
          ids: take(ids, withoutFirst),
          mask: counted(take(mask, withoutFirst), take(mask, withoutLast)),
        }),
      }),
      way({
        // Unshifted, and its last position beyond the targets counts in the divisor.
        parts: { ...right, mask: withoutLast },
        finish: divided(({ mask }) => totalOf(mask)),
      }),
      // In the sum or in the divisor alone.
      way({
        parts: { ...right, mask: withoutLast },
        finish: divided(({ mask }) => totalOf(take(mask, withoutFirst))),
      }),
      way({ finish: divided(({ mask }) => totalOf(take(mask, withoutLast))) }),
    ],
  },
  {
    code: "shifted-cyclically",
    title: { en: "The last position predicts the first token", zh: "最后一个位置去预测了第一个 token" },
    explanation: {
      en: "A roll shifts in a circle: the last position of each sequence is compared with its first token. That position has no target, and token 0 is never one. Cut: logits without the last position, ids and mask without the first; or let a rolled mask be false in the last place.",
      zh: "roll 是循环移位：每个序列最后一个位置会与第一个 token 比较。这个位置没有目标，第一个 token 也从不作为目标。应直接切片：logits 去掉最后一个位置，ids 和掩码去掉第一个；若用 roll，要把移位后掩码的最后一位置为 false。",
    },
    ways: [
      way({ parts: ({ logits, ids, mask }) => ({ logits, ids: rolled(ids), mask: rolled(mask) }) }),
      way({ parts: ({ logits, ids, mask }) => ({ logits, ids: rolled(ids), mask }) }),
    ],
  },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every token after the first counts, whatever the mask says: padding and prompts are learnt as well. Only targets whose mask is true count, in the sum and in the divisor.",
      zh: "除第一个外，所有 token 都计入了，没有用到掩码：填充和 prompt 也被学了进去。只有掩码为 true 的目标才计入，求和与分母都是如此。",
    },
    ways: [way({ shown: everyone })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The tokens that should not count do, and those that should do not. The mask is true where a token is a target.",
      zh: "不该计入的 token 计入了，该计入的却没有。掩码为 true 的 token 才是目标。",
    },
    ways: [way({ shown: (mask) => map(mask, (shown) => 1 - shown) })],
  },
  {
    code: "mean-over-all",
    title: { en: "Positions that do not count are in the divisor", zh: "平均时把不计入的位置也算进了分母" },
    explanation: {
      en: "The losses that do not count are zero, but the sum is divided by all positions, or by a count that includes the first token of each sequence, which is never a target. Divide by the number of targets that count: the sum of mask[:, 1:].",
      zh: "不计入的损失已置零，但总和除以了所有位置，或除以了包含每个序列第一个 token 的个数，而它从不作为目标。应除以计入的目标个数，即 mask[:, 1:] 之和。",
    },
    ways: [
      way({ finish: averagedOver(mean) }),
      way({ finish: divided(({ mask }) => mask.data.length) }),
      way({ finish: divided(({ mask }) => totalOf(mask)) }),
    ],
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
];

/** Where one position's probabilities depend on others, it matters whether the last one is still there. */
const acrossPositions = ["softmax-over-positions", "global-maximum", "missing-keepdims"];

const mistakes: readonly Mistake<Inputs>[] = withShared(
  [...own, ...logProbMistakes<Inputs>((weigh) => way({ weigh }))],
  logProbMistakes<Inputs>((weighFirst) => way({ weighFirst })).filter(({ code }) => acrossPositions.includes(code)),
);

export default mistakes;
