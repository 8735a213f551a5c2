import { type Nd, scale } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfGradients } from "../shared/known-of-gradients.js";
import {
  everyPair,
  logProbMistakes,
  logSoftmax,
  ofTokens,
  type Picking,
  reshaped,
  shiftedPickings,
  totals,
  type Weighing,
} from "../shared/wrong-log-probs.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly logits: Nd;
  readonly ids: Nd;
}

interface Variant {
  readonly weigh?: Weighing;
  readonly pick?: Picking;
  /** What happens to the result. */
  readonly finish?: (picked: Nd) => Nd;
}

const way = composed(
  ({ logits, ids }: Inputs, { weigh = logSoftmax, pick = ofTokens, finish = (picked) => picked }: Variant): Nd =>
    finish(pick(weigh(logits), ids)),
);

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "every-pair-gathered",
    title: { en: "Every position meets every token", zh: "每个位置都取了所有 token 的概率" },
    explanation: {
      en: "An array as the index of one axis, as in log_probs[:, :, ids], pairs each position with the tokens of all positions: (B, L, B, L), or (B, L, L) inside a loop over the batch. Each position wants one number, that of its own token: gather or take_along_axis along the last axis, or an index for each of the three axes.",
      zh: "用一个数组给某一维当下标（例如 log_probs[:, :, ids]），会让每个位置与所有位置的 token 两两配对：形状变成 (B, L, B, L)，在 batch 循环内则是 (B, L, L)。每个位置只要自己那个 token 的一个数：沿最后一维用 gather 或 take_along_axis，或给三个维度各一个下标数组。",
    },
    ways: everyPair.map((pick) => way({ pick })),
  },
  {
    code: "shifted",
    title: { en: "The token of a neighbouring position", zh: "取成了相邻位置的 token" },
    explanation: {
      en: "Position i was scored on the token of position i + 1 or i - 1. In a language model's loss the ids are shifted against the logits; here that has been done already: ids[b, i] is what position i is asked about. Nothing is shifted, and no position is lost.",
      zh: "第 i 个位置取了第 i + 1 或 i - 1 个位置的 token。语言模型的损失里 ids 要与 logits 错开一位；本题已经对齐：ids[b, i] 就是第 i 个位置要查的 token。不需要移位，也不会少一个位置。",
    },
    ways: shiftedPickings.map((pick) => way({ pick })),
  },
  {
    ...knownOfGradients("sign-reversed"),
    explanation: {
      en: "The numbers are right but for their sign: these are negative log-likelihoods, as a loss wants them. Log-probabilities are never positive.",
      zh: "数值都对，只是正负号相反：这是损失里用的负对数似然。对数概率不会为正。",
    },
    ways: [way({ finish: (picked) => scale(picked, -1) })],
  },
  {
    code: "summed-over-tokens",
    title: { en: "The tokens are added up", zh: "把各个 token 加起来了" },
    explanation: {
      en: "The log-probabilities were summed or averaged over the positions. That gives the log-probability of a whole sequence, or a loss; here each position keeps its own number, (B, L).",
      zh: "把各个位置的对数概率求了和或平均。那样得到的是整个序列的对数概率，或一个损失；本题每个位置各保留一个数，形状 (B, L)。",
    },
    ways: totals.flatMap((total) => [
      way({ finish: total }),
      way({ finish: (picked: Nd) => scale(total(picked), -1) }),
    ]),
  },
  {
    code: "shape-not-restored",
    title: { en: "The result has another shape", zh: "结果的形状不对" },
    explanation: {
      en: "The numbers are right, but not their shape: gather and take_along_axis keep the axis that they run along, with size 1, and what was flattened stays flat. Squeeze the last axis, or reshape to (B, L).",
      zh: "数值都对，形状不对：gather 和 take_along_axis 会保留所沿的那一维（大小为 1）；展平之后也不会自动还原。应去掉最后一维，或 reshape 回 (B, L)。",
    },
    ways: reshaped.map((finish) => way({ finish })),
  },
  ...logProbMistakes<Inputs>((weigh) => way({ weigh })),
  firstEntryOnly((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
