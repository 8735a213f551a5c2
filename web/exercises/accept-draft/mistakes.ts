import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { rowsOf } from "../shared/wrong-choice.js";
import type { Draft } from "./reference.js";
import {
  absolute,
  always,
  between,
  byInverse,
  excess,
  fromDraft,
  fromLess,
  fromTarget,
  goingOn,
  ifLikeliest,
  inverted,
  lastOfDraft,
  likeliest,
  normalized,
  orLast,
  reversed,
  rowBefore,
  type Variant as Steps,
  unnormalized,
  unnormalizedOrNone,
  verify,
  withItsOwn,
  withoutChance,
  withoutDraft,
} from "./verify.js";

interface Inputs {
  readonly p: Nd;
  readonly q: Nd;
  readonly draft: Nd;
  readonly u: Nd;
  readonly u_last: number;
}

type Writing = (tokens: readonly number[], length: number) => readonly number[];
interface Variant extends Steps {
  readonly write?: Writing;
}

const filledWith =
  (fill: number): Writing =>
  (tokens, length) =>
    Array.from({ length: Math.max(length, tokens.length) }, (_, at) => tokens[at] ?? fill);

const way = composed(({ p, q, draft, u, u_last }: Inputs, { write = filledWith(-1), ...steps }: Variant): Nd => {
  const given: Draft = {
    p: rowsOf(p),
    q: rowsOf(q),
    tokens: Array.from(draft.data),
    u: Array.from(u.data),
    last: u_last,
  };
  const data = Float64Array.from(write(verify(given, steps), given.tokens.length + 1));
  return { shape: [data.length], data };
});

const nothing = () => undefined;
const moved =
  (by: number): Required<Steps>["pick"] =>
  (weights, uniform) => {
    const at = orLast(weights, uniform) + by;
    return at < 0 ? at + weights.length : at;
  };

const ofAcceptance: readonly Mistake<Inputs>[] = [
  {
    code: "ratio-reversed",
    title: { en: "The ratio is upside down", zh: "比值上下颠倒了" },
    explanation: {
      en: "Tokens are accepted if u < q / p. A token that the small model likes too much must be accepted less often, so the ratio is p / q: the large model's probability divided by the one that the token was drawn with.",
      zh: "用 u < q / p 来判断是否接受。小模型过于偏爱的 token 应更少被接受，所以比值是 p / q：大模型的概率除以抽取它时的概率。",
    },
    ways: [way(reversed)],
  },
  {
    code: "acceptance-inverted",
    title: { en: "Accepted and rejected are exchanged", zh: "接受与拒绝弄反了" },
    explanation: {
      en: "A token is accepted here where u is at least p / q. It is accepted where u is below: the probability of that is min(1, p / q).",
      zh: "这里 u 不小于 p / q 时才接受。应在 u 小于它时接受，其概率正是 min(1, p / q)。",
    },
    ways: [way(inverted)],
  },
  {
    code: "draft-probability-left-out",
    title: { en: "Not divided by q", zh: "没有除以 q" },
    explanation: {
      en: "Tokens are accepted with probability p, not min(1, p / q). They are drawn from q already, so this counts both: good tokens are rejected far too often, and the result is not distributed like p.",
      zh: "接受的概率用成了 p，而不是 min(1, p / q)。token 本来就是从 q 抽取的，这样等于两次都算上了：好的 token 被拒绝得太多，结果的分布也不是 p。",
    },
    ways: [way(withoutDraft)],
  },
  {
    code: "accepted-without-chance",
    title: { en: "u plays no part in the acceptance", zh: "接受时没有用 u" },
    explanation: {
      en: "Tokens with p >= q, or those that are the large model's favourite, are accepted, and all others rejected. A token with p < q must be accepted sometimes: with probability p / q. Compare u with the ratio.",
      zh: "只要 p >= q 或是大模型最可能的 token 就接受，其余一律拒绝。p < q 的 token 也应有一定机会被接受，概率为 p / q。应把 u 与比值比较。",
    },
    ways: [way(withoutChance), way(ifLikeliest)],
  },
  {
    code: "always-accepted",
    title: { en: "Every token is accepted", zh: "每个 token 都接受了" },
    explanation: {
      en: "The whole draft was taken over, and one token drawn after it. The text is then the small model's. Each token has to pass the test, and the first that does not ends the draft.",
      zh: "整个草稿都被采纳，再抽一个 token。这样得到的就是小模型的文本。每个 token 都要通过检验，遇到第一个没通过的，草稿就到此为止。",
    },
    ways: [way(always), way({ ...always, bonus: nothing })],
  },
  {
    code: "goes-on-after-rejection",
    title: { en: "Goes on after a rejection", zh: "拒绝之后还在继续" },
    explanation: {
      en: "Tokens behind the first rejected one were accepted too. They were drafted, and their probabilities computed, after a token that is not in the text any more. Draw one token in the place of the rejected one and stop.",
      zh: "第一个被拒绝的 token 之后，又接受了后面的。后面的 token 以及它们的概率都以那个已不在文本中的 token 为前文。应在被拒绝的位置抽取一个 token，然后停止。",
    },
    ways: [
      way(goingOn),
      way({ goesOn: "to the last token" }),
      way({ ...goingOn, residual: nothing }),
      way({ goesOn: "to the last token", residual: nothing }),
      // accepted.sum() without cumprod.
      way({ countsAll: true }),
    ],
  },
];

const ofDrawing: readonly Mistake<Inputs>[] = [
  {
    code: "resampled-from-target",
    title: { en: "The rejected token is replaced by a draw from p", zh: "被拒绝后直接从 p 抽取" },
    explanation: {
      en: "After a rejection the token was drawn from p. Accepted tokens have used up min(p, q) of it; only the rest, max(0, p - q), is still to be given out. Drawn from p, tokens that the small model likes come too often.",
      zh: "拒绝之后从 p 中抽取了。被接受的 token 已经用掉了其中的 min(p, q)，只剩 max(0, p - q) 可以分配。若仍从 p 抽取，小模型偏爱的 token 就会出现得太多。",
    },
    ways: [way(fromTarget)],
  },
  {
    code: "resampled-from-draft",
    title: { en: "The rejected token is replaced by a draw from q", zh: "被拒绝后从 q 抽取" },
    explanation: {
      en: "After a rejection the token was drawn from the small model's q, or from max(0, q - p): from what it likes more than the large one. The large model lacks the opposite: max(0, p - q).",
      zh: "拒绝之后从小模型的 q，或从 max(0, q - p) 抽取，即它比大模型更偏爱的部分。缺的恰好相反：max(0, p - q)。",
    },
    ways: [way(fromDraft), way(fromLess)],
  },
  {
    code: "residual-not-normalized",
    title: { en: "The residual is not divided by its sum", zh: "残差分布没有除以总和" },
    explanation: {
      en: "max(0, p - q) sums to the probability of a rejection, not to 1. Compared with u_last as it is, its cumulated sum is too small: the token comes too late, or no token is found. A softmax makes the sum 1, but gives every token a share, also those whose residual is 0. Divide by the sum first.",
      zh: "max(0, p - q) 的和是被拒绝的概率，不是 1。直接拿它的累积和与 u_last 比较就偏小了：选到的 token 太靠后，或者根本选不到。用 softmax 虽然能让和为 1，但残差为 0 的 token 也会分到概率。应先除以总和。",
    },
    ways: [
      way(unnormalized),
      way(unnormalizedOrNone),
      way({ ...unnormalized, pick: byInverse(() => 0) }),
      way({ ...unnormalized, pick: byInverse(({ length }) => length) }),
      way({ residual: (draft, i) => normalized(excess(draft, i).map(Math.exp)) }),
    ],
    raises: /index 0 is out of bounds for (?:axis|dimension) 0 with size 0|list index out of range|StopIteration/,
  },
  {
    code: "residual-absolute",
    title: { en: "The residual counts both signs", zh: "残差把正负差值都算进去了" },
    explanation: {
      en: "The absolute value of p - q was used. Where q is larger, accepted drafts give the token its whole share of p already, and the weight is 0: use max(0, p - q).",
      zh: "用了 p - q 的绝对值。q 更大的地方，被接受的草稿已经给足了 p 的份额，权重应为 0：要用 max(0, p - q)。",
    },
    ways: [way(absolute), way({ residual: between((p, q) => Math.abs(p - q)) })],
  },
  {
    code: "wrong-row",
    title: { en: "Drawn from another row", zh: "抽取时用错了行" },
    explanation: {
      en: "Row i of p belongs to token i of the draft, row K comes after all of them. The rejected token i is replaced by a draw from max(0, p[i] - q[i]), and after K accepted tokens p[K] is drawn from.",
      zh: "p 的第 i 行对应草稿的第 i 个 token，第 K 行在全部 token 之后。第 i 个被拒绝时，从 max(0, p[i] - q[i]) 抽取；K 个都被接受时，从 p[K] 抽取。",
    },
    ways: [
      way({ residual: (draft, i) => normalized(between((p, q) => Math.max(p - q, 0), 1)(draft, i)) }),
      way({ residual: ({ p }) => p.at(-1) }),
      way(rowBefore),
      way(lastOfDraft),
    ],
  },
  {
    code: "bonus-token-missing",
    title: { en: "No token after an accepted draft", zh: "全部接受后没有再抽一个" },
    explanation: {
      en: "If all K tokens are accepted, one more is drawn from p[K], which the large model has computed in the same pass. So each pass gives at least one token and at most K + 1.",
      zh: "K 个 token 都被接受时，还要从 p[K] 再抽一个，大模型在同一次前向里已经算好了。所以每次前向至少得到一个 token，最多 K + 1 个。",
    },
    ways: [way({ bonus: nothing })],
  },
  {
    code: "nothing-drawn",
    title: { en: "Nothing in the place of the rejected token", zh: "被拒绝的位置没有补抽" },
    explanation: {
      en: "The result ends with the accepted tokens. In the place of the rejected one a token from max(0, p - q) is drawn: without it the result is not distributed like p, and a pass may give nothing at all.",
      zh: "结果到被接受的 token 就结束了。被拒绝的位置应从 max(0, p - q) 抽取一个 token：否则结果的分布不是 p，一次前向也可能一个 token 都得不到。",
    },
    ways: [way({ residual: nothing }), way({ residual: nothing, bonus: nothing })],
  },
  {
    code: "rejected-token-kept",
    title: { en: "The rejected token stays in the result", zh: "被拒绝的 token 留在了结果里" },
    explanation: {
      en: "The first rejected token is in the result, and the drawn token comes behind it. A rejected token is no part of the text: the drawn one takes its place. Write a token only after it has passed the test.",
      zh: "第一个被拒绝的 token 也写进了结果，抽取的 token 排在它后面。被拒绝的 token 不属于文本，抽取的 token 应放在它的位置。应先检验，通过后再写入。",
    },
    ways: [way({ keepsRejected: true })],
  },
  {
    code: "other-number-drawn",
    title: { en: "Drawn with another uniform number", zh: "抽取时用错了随机数" },
    explanation: {
      en: "The token was drawn with u[i], the number that has just rejected one: it is large then, not uniform. u_last is there for the draw.",
      zh: "抽取时用了 u[i]，而它刚刚才拒绝了一个 token：此时它偏大，不再是均匀的。抽取应当用 u_last。",
    },
    ways: [way(withItsOwn)],
  },
  {
    code: "argmax-not-sampled",
    title: { en: "The likeliest token is taken", zh: "取了最可能的 token" },
    explanation: {
      en: "The replacement, or the token after the draft, is an argmax, and u_last makes no difference. Draw by the inverse of the cumulated distribution: the first token whose cumulated probability is above u_last.",
      zh: "补抽的 token（或草稿之后的 token）取了 argmax，u_last 没有起作用。应按累积分布的反函数抽取：累积概率第一个超过 u_last 的 token。",
    },
    ways: [way(likeliest), way({ ...likeliest, residual: excess })],
  },
  {
    code: "index-off-by-one",
    title: { en: "The token beside the right one is drawn", zh: "抽到了相邻的 token" },
    explanation: {
      en: "The number of cumulated probabilities at or below u_last is the token itself: none for token 0. One less or one more gives its neighbour.",
      zh: "不超过 u_last 的累积概率有几个，token 的编号就是几：一个也没有时是 token 0。多一或少一，就成了它旁边的 token。",
    },
    ways: [way({ pick: moved(-1) }), way({ pick: moved(1) })],
  },
  {
    code: "drawn-from-the-end",
    title: { en: "Cumulated from the other end", zh: "累积的方向反了" },
    explanation: {
      en: "u_last was compared with the probability of the tokens behind, or 1 - u_last was used. That draws from the same distribution, but gives other tokens for the same number. Cumulate from token 0 on.",
      zh: "u_last 与后面各 token 的概率作了比较，或者用了 1 - u_last。分布相同，但同一个随机数会得到不同的 token。应从 token 0 开始累积。",
    },
    ways: [way({ pick: (weights, uniform) => orLast(weights, 1 - uniform) })],
  },
  {
    code: "not-filled",
    title: { en: "The result is not filled with -1", zh: "结果没有用 -1 填充" },
    explanation: {
      en: "The result ends with the last token, or is filled with another number. It has K + 1 entries; those that are not used are -1.",
      zh: "结果到最后一个 token 就结束了，或用别的数填充。结果应有 K + 1 项，没有用到的是 -1。",
    },
    ways: [way({ write: (tokens) => tokens }), way({ write: filledWith(0) })],
  },
];

export default [...ofAcceptance, ...ofDrawing];
