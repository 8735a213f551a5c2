import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { rowsOf } from "../shared/wrong-choice.js";
import type { Tables } from "./reference.js";
import {
  bestBy,
  bestOfAll,
  chooseBy,
  collected,
  collectedInPlace,
  cutAtLast,
  endAnywhere,
  fromOne,
  goingOn,
  greedy,
  keepBy,
  lost,
  normalized,
  normalizedAtLast,
  perBeam,
  type SearchVariant,
  search,
  stoppedEarly,
  withoutStart,
} from "./search.js";

interface Inputs {
  readonly log_start: Nd;
  readonly log_step: Nd;
  readonly end: number;
  readonly beams: number;
  readonly max_length: number;
}

type Writing = (tokens: readonly number[], asked: Inputs) => readonly number[];
interface Variant extends SearchVariant {
  readonly write?: Writing;
}

const filledWith =
  (fill: (inputs: Inputs) => number): Writing =>
  (tokens, inputs) =>
    Array.from({ length: Math.max(inputs.max_length, tokens.length) }, (_, at) => tokens[at] ?? fill(inputs));
const filled = filledWith(() => -1);
const cutAfterEnd: Writing = (tokens, inputs) => {
  const at = tokens.indexOf(inputs.end);
  return filled(at < 0 ? tokens : tokens.slice(0, at + 1), inputs);
};
const way = composed((inputs: Inputs, { write = filled, ...variant }: Variant): Nd => {
  const tables: Tables = {
    start: Array.from(inputs.log_start.data),
    step: rowsOf(inputs.log_step),
    end: inputs.end,
    beams: inputs.beams,
    maxLength: inputs.max_length,
  };
  const data = Float64Array.from(write(search(tables, variant), inputs));
  return { shape: [data.length], data };
});

const bySum = bestBy(({ sum }) => sum);
const bySmallest = bestBy(({ sum }) => -sum);
/** Of equals the last. */
const byLastSum: typeof bySum = (paths, count) => bySum([...paths].reverse(), count);

const multiplied: SearchVariant = { first: Math.exp, add: (product, log) => product * Math.exp(log) };
const longerBy =
  (by: 1 | -1) =>
  (tables: Tables): Tables => ({ ...tables, maxLength: tables.maxLength + by });

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "greedy",
    title: { en: "Only one hypothesis is kept", zh: "只保留了一个候选" },
    explanation: {
      en: "The likeliest token is taken at each step, so beams makes no difference: this is greedy decoding. A first token that is a little less likely may lead to much likelier ones. Keep the best `beams` hypotheses at each step, and decide at the end.",
      zh: "每一步都取最可能的 token，beams 没有起作用，这就是贪心解码。开头稍微不那么可能的 token，后面也许好得多。每一步应保留最好的 `beams` 个候选，到最后再决定。",
    },
    ways: [way(greedy)],
  },
  {
    code: "best-per-beam",
    title: { en: "Each hypothesis keeps its own best continuation", zh: "每个候选各自只留最好的后续" },
    explanation: {
      en: "Each kept hypothesis was continued with its own likeliest token, so they never compete: that is greedy decoding from several first tokens. All continuations of all hypotheses are ranked together. One hypothesis may have several children in the beam, and another none.",
      zh: "每个候选都各自接上最可能的 token，彼此没有竞争，等于从几个开头分别做贪心解码。应把所有候选的所有后续放在一起排序：一个候选可以有几个后续留下，另一个可以一个也没有。",
    },
    ways: [way(perBeam)],
  },
  {
    code: "finished-beams-go-on",
    title: { en: "Finished hypotheses go on", zh: "已结束的候选还在继续" },
    explanation: {
      en: "Hypotheses were extended after the token end, and what follows it counted in their sums. A hypothesis that ends with end is finished: it stays as it is, with its sum, and competes with the others.",
      zh: "在 end 之后仍然接着扩展，后面的 token 也计入了总和。以 end 结尾的候选已经结束：它和它的总和都不再改变，照样与其他候选竞争。",
    },
    ways: [
      way(goingOn),
      way({ ...goingOn, write: cutAfterEnd }),
      way(cutAtLast),
      way({ ...cutAtLast, write: cutAfterEnd }),
      way(endAnywhere),
      way({ ...endAnywhere, write: cutAfterEnd }),
    ],
  },
  {
    code: "finished-beams-lost",
    title: { en: "Finished hypotheses are lost", zh: "已结束的候选被丢掉了" },
    explanation: {
      en: "A finished hypothesis has no continuation, so a loop that only collects continuations forgets it, and only what ends in the last step is found. Put finished hypotheses among the candidates as they are.",
      zh: "已结束的候选没有后续，如果循环只收集后续，它就被忘掉了，最后只能找到在最后一步结束的。应把已结束的候选原样放进下一轮一起排序。",
    },
    ways: [way(lost)],
    raises: /empty sequence|list index out of range|Reduce of empty array|out of bounds|of undefined/,
  },
  {
    code: "finished-leave-the-beam",
    title: { en: "Finished hypotheses do not compete", zh: "已结束的候选不参与竞争" },
    explanation: {
      en: "Finished hypotheses were moved to a separate list, so that none of them is ever pushed out, and unfinished ones take their places or not. Many libraries do so. Here they stay in the beam: they take a place, and lose it when `beams` others have larger sums.",
      zh: "已结束的候选被移到了另一个列表里，因此永远不会被挤掉，空出的名额则由未结束的补上（或没有补）。很多库是这样做的。但本题中它们留在束里：占一个名额，当有 `beams` 个总和更大的候选时就被挤掉。",
    },
    ways: [way(collected), way(collectedInPlace)],
  },
  {
    code: "stops-at-first-end",
    title: { en: "The search stops at the first finished hypothesis", zh: "出现第一个已结束的候选就停了" },
    explanation: {
      en: "As soon as one hypothesis was finished, it was returned. An unfinished one with a larger sum may still end better. Go on until max_length tokens, or until the best of the beam is finished.",
      zh: "只要有一个候选结束就返回了。总和更大的未结束候选，之后可能得到更好的结果。应一直进行到 max_length 个 token，或者束里最好的那个已经结束。",
    },
    ways: [way(stoppedEarly)],
  },
  {
    code: "unfinished-returned",
    title: { en: "An unfinished hypothesis is returned", zh: "返回了未结束的候选" },
    explanation: {
      en: "The hypothesis with the largest sum was returned, finished or not. An unfinished one has been cut off by max_length, and its sum lacks what is still to come. If any kept hypothesis is finished, the best of those is the result.",
      zh: "返回了总和最大的候选，没有管它是否结束。未结束的是被 max_length 截断的，它的总和还缺后面的部分。只要保留的候选里有已结束的，就应返回其中最好的。",
    },
    ways: [way(bestOfAll)],
  },
  {
    code: "probabilities-multiplied",
    title: { en: "Probabilities are multiplied", zh: "把概率相乘了" },
    explanation: {
      en: "The logarithms were turned into probabilities, and those multiplied. Below e^-745 (e^-103 in float32) a product is 0, all hypotheses are equal, and their order in memory decides. Add the logarithms.",
      zh: "把对数还原成概率再相乘。乘积小于 e^-745（float32 中 e^-103）时就是 0，所有候选都一样，结果全凭它们的存放次序。应当把对数相加。",
    },
    ways: [
      way(multiplied),
      way({ ...multiplied, keep: keepBy(byLastSum), choose: chooseBy(byLastSum) }),
      way({ ...multiplied, choose: chooseBy(byLastSum) }),
      way({ ...multiplied, keep: keepBy(byLastSum) }),
    ],
  },
  {
    code: "divided-by-length",
    title: { en: "Sums are divided by the length", zh: "总和除以了长度" },
    explanation: {
      en: "Hypotheses were compared by their mean log-probability. That favours long ones, which is often wanted and then asked for. Here the sums are compared as they are.",
      zh: "比较的是平均对数概率。这会偏向长的候选，实际中常常需要，但要另外说明。本题直接比较总和。",
    },
    ways: [way(normalizedAtLast), way(normalized)],
  },
  {
    code: "last-step-only",
    title: { en: "Only the last token decides", zh: "只看了最后一个 token" },
    explanation: {
      en: "The candidates were ranked by the log-probability of their last token. What counts is the sum over all tokens: add the sum of the hypothesis that was extended.",
      zh: "排序时只用了最后一个 token 的对数概率。应比较所有 token 的总和：加上被扩展的候选原来的总和。",
    },
    ways: [way({ add: (_, log) => log })],
  },
  {
    code: "start-left-out",
    title: { en: "log_start is left out of the sums", zh: "总和里漏了 log_start" },
    explanation: {
      en: "The sums begin with 0, so how likely the first token is does not count, or only decides which ones are kept at first. The sum of a hypothesis of one token is log_start of it.",
      zh: "总和从 0 开始，第一个 token 的概率没有计入，或只用来选出最初的几个。只有一个 token 的候选，总和就是它的 log_start。",
    },
    ways: [way(withoutStart), way({ begin: (_, { start }) => start.map((_, token) => ({ tokens: [token], sum: 0 })) })],
  },
  {
    code: "one-first-token",
    title: { en: "Only the likeliest first token is tried", zh: "只从最可能的第一个 token 开始" },
    explanation: {
      en: "The search began with a single first token, and became wide only afterwards. Keep the best `beams` first tokens.",
      zh: "搜索只从一个开头出发，之后才变宽。第一步也要保留最好的 `beams` 个 token。",
    },
    ways: [way(fromOne)],
  },
  {
    code: "table-transposed",
    title: { en: "The table is read the wrong way round", zh: "表的行和列用反了" },
    explanation: {
      en: "log_step[t, s] was added for token t after token s. Rows are what came before, columns what comes next.",
      zh: "token t 接在 token s 之后时，加了 log_step[t, s]。行是前一个 token，列是后一个。",
    },
    ways: [
      way({
        tables: (tables) => ({
          ...tables,
          step: tables.step.map((_, s) => tables.step.map((row) => row[s] as number)),
        }),
      }),
    ],
  },
  {
    code: "worst-kept",
    title: { en: "The least likely hypotheses are kept", zh: "留下的是最不可能的候选" },
    explanation: {
      en: "The sort is ascending, so the smallest sums are kept. Logarithms of probabilities are negative: the largest is the one nearest to 0.",
      zh: "按升序排了，留下的是总和最小的。对数概率是负数，最大的是最接近 0 的。",
    },
    ways: [
      way({
        begin: (_, { start, beams }) =>
          bySmallest(
            start.map((sum, token) => ({ tokens: [token], sum })),
            beams,
          ),
        keep: keepBy(bySmallest),
        choose: chooseBy(bySmallest),
      }),
      way({ keep: keepBy(bySmallest) }),
      way({ choose: chooseBy(bySmallest) }),
    ],
  },
  {
    code: "length-off-by-one",
    title: { en: "One token too few or too many", zh: "多了或少了一个 token" },
    explanation: {
      en: "The first token counts too: after it there are max_length - 1 steps, and the search ends with hypotheses of at most max_length tokens.",
      zh: "第一个 token 也算一个：之后还有 max_length - 1 步，搜索结束时候选最多有 max_length 个 token。",
    },
    ways: [way({ tables: longerBy(-1) }), way({ tables: longerBy(1) })],
  },
  {
    code: "end-not-written",
    title: { en: "The token end is missing from the result", zh: "结果里没有 end" },
    explanation: {
      en: "The result stops before end. It belongs to the hypothesis, and tells one that is finished from one that was cut off.",
      zh: "结果在 end 之前就停了。end 是候选的一部分，靠它才能区分已结束的和被截断的。",
    },
    ways: [
      way({
        write: (tokens, inputs) =>
          filled(
            tokens.filter((token) => token !== inputs.end),
            inputs,
          ),
      }),
    ],
  },
  {
    code: "not-filled",
    title: { en: "The result is not filled with -1", zh: "结果没有用 -1 填充" },
    explanation: {
      en: "The result ends with the hypothesis, or is filled with another number. It has max_length entries, and those after the last token are -1, which is no token.",
      zh: "结果到候选末尾就结束了，或用别的数填充。结果应有 max_length 项，最后一个 token 之后都是 -1，它不是任何 token。",
    },
    ways: [
      way({ write: (tokens) => tokens }),
      way({ write: filledWith(({ end }) => end) }),
      way({ write: filledWith(() => 0) }),
    ],
  },
];

export default mistakes;
