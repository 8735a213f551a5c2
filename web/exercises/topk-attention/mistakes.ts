import { generate, map, max, mean, multiply, type Nd, reshape, sum, zip } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, last, overKeys, unstableOverKeys, withShared } from "../shared/wrong-attention.js";
import { type CausalInputs, type CausalVariant, causalMask, causalMistakes } from "../shared/wrong-causal.js";
import {
  byThreshold,
  chosenDownColumns,
  descending,
  fromRows,
  type Keeping,
  largestOfRows,
  rowsOf,
} from "../shared/wrong-choice.js";
import { eachHiding, rightMasking } from "../shared/wrong-masking.js";

interface Inputs extends CausalInputs {
  readonly top: number;
}

/** From scores [B, H, L, L] and mask [L, L] to 1 for the keys that are kept, and 0 elsewhere. */
type Choice = (scores: Nd, mask: Nd, top: number) => Nd;

interface TopVariant extends CausalVariant<Inputs> {
  readonly choose?: Choice;
  /** From scores, mask and what is kept to the weights, in place of `masking`. */
  readonly weighKept?: (scores: Nd, mask: Nd, kept: Nd) => Nd;
}

const hide = (scores: Nd, mask: Nd, value = Number.NEGATIVE_INFINITY) =>
  zip(scores, mask, (score, seen) => (seen ? score : value));

/** A choice in each row of L scores. */
const inRows =
  (keep: Keeping): Choice =>
  (scores, _, top) => {
    const L = last(scores);
    return reshape(keep(reshape(scores, [scores.data.length / L, L]), top), scores.shape);
  };
/** Of those that are seen: whatever is chosen beyond them is masked anyway. */
const ofSeen =
  (choice: Choice): Choice =>
  (scores, mask, top) =>
    choice(hide(scores, mask), mask, top);
const best = inRows(largestOfRows);

const way = composed((inputs: Inputs, steps: TopVariant) => {
  const { visible, taken = (given) => given, masking = rightMasking, choose = ofSeen(best), ...rest } = steps;
  const { weighKept = (scores, mask, kept) => masking(scores, multiply(kept, mask)), ...variant } = rest;
  const { q, k, v, top } = taken(inputs);
  const mask = causalMask(q.shape[2] as number, visible);
  return attend(q, k, v, { ...variant, weigh: (scores) => weighKept(scores, mask, choose(scores, mask, top)) });
});

const hidings = eachHiding(overKeys);
/** Rows of which nothing is left are zeros, NaN, or a mean. */
const choosing = (...choices: readonly Choice[]) =>
  choices.flatMap((choose) =>
    hidings.map((masking) => way(masking === rightMasking ? { choose } : { choose, masking })),
  );

/** Places in the order of the visible scores of a row, from the largest. */
const byPlace = (from: (seen: number, top: number) => number, to: (seen: number, top: number) => number) =>
  ofSeen(
    inRows((x, top) =>
      fromRows(
        rowsOf(x).map((row) => {
          const order = descending(row).filter((at) => row[at] !== Number.NEGATIVE_INFINITY);
          const kept = order.slice(Math.max(0, from(order.length, top)), to(order.length, top));
          return row.map((_, at) => Number(kept.includes(at)));
        }),
      ),
    ),
  );

/** The scores of all heads, or all queries, together decide. */
const together =
  (axis: 0 | 1 | 2, join: (x: Nd, axis: number) => Nd): Choice =>
  (scores, mask, top) => {
    const finite = zip(scores, mask, (score, seen) => (seen ? score : 0));
    const joined = join(axis === 2 ? finite : hide(scores, mask), axis);
    const chosen = best(joined, mask, top);
    return zip(scores, chosen, (_, kept) => kept);
  };
/** What one entry, head or query of an axis has chosen, for all of them. */
const ofOne =
  (axis: 0 | 1 | 2, which: (size: number) => number): Choice =>
  (scores, mask, top) => {
    const chosen = ofSeen(best)(scores, mask, top);
    return generate(scores.shape, (index) => {
      const from = index.map((i, at) => (at === axis ? which(scores.shape[axis] as number) : i));
      return chosen.data[from.reduce((at, i, n) => at * (scores.shape[n] as number) + i, 0)] as number;
    });
  };

/** Where fewer than `top` are seen, there is no score at that place. */
const nothingIfFewer: Choice = (scores, mask, top) => {
  const chosen = ofSeen(best)(scores, mask, top);
  return zip(chosen, sum(mask, -1), (kept, seen) => (seen < top ? 0 : kept));
};
const raisesBeyond: Choice = (scores, mask, top) => {
  if (top > last(scores)) throw new RangeError("selected index k out of range");
  return ofSeen(best)(scores, mask, top);
};

/** Each key chooses among the queries that see it. */
const alongQueries =
  (keep: Keeping): Choice =>
  (scores, mask, top) => {
    const seen = hide(scores, mask);
    const size = last(scores) ** 2;
    const kept = Array.from({ length: scores.data.length / size }, (_, head) =>
      keep({ shape: scores.shape.slice(2), data: seen.data.slice(head * size, (head + 1) * size) }, top),
    );
    return { shape: scores.shape, data: Float64Array.from(kept.flatMap(({ data }) => [...data])) };
  };

/** Masked scores become a number, and are chosen and weighed with it. */
const maskedBy = (value: number) =>
  way({
    choose: (scores, mask, top) =>
      inRows((x, all) => byThreshold(x, Math.min(all, last(x))))(hide(scores, mask, value), mask, top),
    weighKept: (scores, mask, kept) => overKeys(hide(hide(scores, mask, value), kept)),
  });

/** Masked scores lie at most 2000 above those that are seen. */
const tooHigh = { inPlace: [-10, -100, -1000, -1e4], added: [-10, -100, -1000] };

const own: readonly Mistake<Inputs>[] = [
  {
    code: "chosen-from-the-future",
    title: { en: "The keys are chosen before the mask", zh: "先选 key，后加掩码" },
    explanation: {
      en: "The best keys were chosen among all L, the causal mask came afterwards. Keys of the future take places and are masked then, so a query keeps fewer than it may, or none at all, and its row becomes NaN. That also lets the future decide what a query sees. Mask first, then choose.",
      zh: "先在全部 L 个 key 里选出最好的，之后才加因果掩码。未来的 key 先占了名额，随后又被屏蔽，query 留下的就不够，甚至一个不剩，整行变成 NaN；而且等于让未来决定了 query 能看到什么。应先加掩码，再选。",
    },
    ways: choosing(best),
  },
  {
    code: "not-normalized-again",
    title: { en: "The kept weights are not normalised again", zh: "留下的权重没有重新归一化" },
    explanation: {
      en: "The softmax ran over all visible keys, and the weights of those that are not kept were set to zero. The rest sums to less than one. Take the softmax over the kept scores, or divide by the sum of the kept weights.",
      zh: "softmax 对所有可见的 key 做了，再把没有留下的权重置零，剩下的和小于 1。应只对留下的分数做 softmax，或除以留下的权重之和。",
    },
    ways: [overKeys, unstableOverKeys].map((weigh) =>
      way({ weighKept: (scores, mask, kept) => multiply(weigh(hide(scores, mask)), kept) }),
    ),
  },
  {
    code: "smallest-kept",
    title: { en: "The smallest scores are kept", zh: "留下的是最小的分数" },
    explanation: {
      en: "The smallest scores of each row are kept: a sort is ascending unless told otherwise, so its first places are the wrong end (and hold the masked scores of -infinity), or the condition is the wrong way round. Take the last `top`, or sort in descending order.",
      zh: "每一行留下的是最小的分数：排序默认是升序，最前面的正好是错的一端（被屏蔽的 -inf 也在那里）；也可能是条件写反了。应取最后 `top` 个，或按降序排序。",
    },
    ways: [
      ...choosing(
        byPlace(
          (seen, top) => seen - top,
          (seen) => seen,
        ),
      ),
      ...choosing((scores, mask, top) =>
        best(
          map(hide(scores, mask), (score) => -score),
          mask,
          top,
        ),
      ),
      ...choosing((scores, mask, top) => map(ofSeen(best)(scores, mask, top), (kept) => 1 - kept)),
    ],
  },
  {
    code: "off-by-one-in-k",
    title: { en: "One key too few or too many is kept", zh: "多留或少留了一个 key" },
    explanation: {
      en: "top - 1 or top + 1 keys of each row are kept; or query i was taken to see i keys, but with its own there are i + 1. With a threshold: the score at place `top` is at index top - 1 of the descending order, and it belongs to those that are kept.",
      zh: "每一行留下了 top - 1 或 top + 1 个 key；或者以为第 i 个 query 能看到 i 个 key，其实加上自己是 i + 1 个。用阈值时：第 `top` 大的分数在降序的下标 top - 1 处，而且它自己也要留下。",
    },
    ways: choosing(
      byPlace(
        () => 0,
        (_, top) => top - 1,
      ),
      byPlace(
        () => 0,
        (_, top) => top + 1,
      ),
      byPlace(
        () => 0,
        (_, top) => Math.max(1, top - 1),
      ),
      byPlace(
        () => 1,
        (_, top) => top + 1,
      ),
      byPlace(
        () => 0,
        (seen, top) => Math.min(top, seen - 1),
      ),
      byPlace(
        () => 0,
        (seen, top) => Math.max(1, Math.min(top, seen - 1)),
      ),
    ),
  },
  {
    code: "chosen-along-queries",
    title: { en: "Each key chooses its queries", zh: "变成了 key 挑选 query" },
    explanation: {
      en: "The largest scores were looked for along the axis of the queries: each key keeps its best queries, so a query may be left with any number of keys, or none. Choose along the last axis, in each query's row.",
      zh: "最大的分数是沿 query 那一维找的：每个 key 留下了最好的几个 query，而一个 query 剩下几个 key 就不一定了，甚至一个不剩。应沿最后一维，在每个 query 的那一行里选。",
    },
    ways: choosing(...chosenDownColumns.map(alongQueries)),
  },
  {
    code: "chosen-for-all-heads",
    title: { en: "One choice for several queries", zh: "几个 query 共用了一个选择" },
    explanation: {
      en: "The keys were chosen once for all heads, all batch entries or all queries: by scores that were averaged or added up, or by those of one of them. Every query of every head chooses by its own row of scores.",
      zh: "所有头、batch 的所有项或所有 query 共用了一个选择：依据的是取平均或求和之后的分数，或者其中某一个的分数。每个头的每个 query 都应按自己那一行分数来选。",
    },
    ways: choosing(
      together(1, mean),
      together(1, max),
      together(2, sum),
      together(0, mean),
      ofOne(1, () => 0),
      ofOne(0, () => 0),
      ofOne(2, (size) => size - 1),
    ),
  },
  {
    code: "fewer-than-top",
    title: { en: "Rows with fewer keys than asked for fail", zh: "可见的 key 不足 top 个时出错" },
    explanation: {
      en: "The first queries see fewer than `top` keys, and `top` may even be larger than L. Then there is no score at that place: an index is out of range, or undefined in JavaScript, where a comparison with it keeps nothing and the row becomes NaN. Keep all visible keys there: take min(top, number of keys).",
      zh: "最前面的 query 看不到 `top` 个 key，`top` 甚至可能大于 L。这时那个名次上没有分数：要么下标越界，要么在 JavaScript 中得到 undefined，与它比较什么也留不下，整行变成 NaN。此时应保留所有可见的 key：取 min(top, key 的个数)。",
    },
    ways: [...choosing(nothingIfFewer), way({ choose: raisesBeyond })],
    raises: /selected index k out of range|out of bounds|list index out of range/,
  },
  {
    code: "nothing-cut",
    title: { en: "Every visible key is kept", zh: "所有可见的 key 都留下了" },
    explanation: {
      en: "This is ordinary causal attention: `top` makes no difference. Perhaps the masked copy was not used.",
      zh: "这是普通的因果注意力，`top` 没有起作用。可能没有用上屏蔽后的副本。",
    },
    ways: [way({ choose: (scores) => map(scores, () => 1) })],
  },
  {
    code: "chosen-by-size",
    title: { en: "Chosen by absolute value", zh: "按绝对值来选" },
    explanation: {
      en: "The keys with the largest absolute scores are kept. A score far below zero means that the key does not fit: choose by the score itself.",
      zh: "留下的是分数绝对值最大的 key。分数远小于零恰恰说明不匹配：应按分数本身来选。",
    },
    ways: choosing((scores, mask, top) => best(hide(map(scores, Math.abs), mask), mask, top)),
  },
  {
    ...knownOfMasks("mask-as-factor"),
    ways: [way({ weighKept: (scores, mask, kept) => overKeys(hide(multiply(scores, kept), mask)) })],
  },
  { ...knownOfMasks("mask-value-too-high"), ways: tooHigh.inPlace.map(maskedBy) },
];

const mistakes: readonly Mistake<Inputs>[] = withShared(own, causalMistakes<Inputs>(way, { tooHigh }));

export default mistakes;
