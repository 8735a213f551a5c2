/** What goes wrong where the fewest most likely tokens that reach p are kept. */
import { generate, map, max, type Nd, softmax, transpose } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { composed } from "./composed.js";
import { known, raised } from "./known-mistakes.js";
import {
  descending,
  fromRows,
  normalizedWithoutAxis,
  notAgain,
  overFirstAxis,
  overKept,
  overKeptOrZeros,
  rowsOf,
  type Weighing,
  weighingMistakes,
} from "./wrong-choice.js";

interface Inputs {
  readonly logits: Nd;
  readonly p: number;
}

/** Whether a token is kept, from the sums before it and with it, its own number, and its place. */
type Rule = (sums: { readonly before: number; readonly after: number; readonly own: number }, place: number) => boolean;
/** From probabilities [B, V] and p to 1 where a token is kept. */
type Keeping = (probabilities: Nd, p: number, logits: Nd) => Nd;

interface Variant {
  readonly keep?: Keeping;
  readonly weigh?: Weighing;
  /** From the answer, and the logits, to what is returned. */
  readonly place?: (out: Nd, logits: Nd) => Nd;
}

const reaching =
  (p: number): Rule =>
  ({ before }) =>
    before < p;

/** In the order of its tokens, which of a row are kept. */
function along(row: readonly number[], order: readonly number[], rule: Rule): readonly number[] {
  let before = 0;
  return order.map((token, place) => {
    const own = row[token] as number;
    const after = before + own;
    const kept = Number(rule({ before, after, own }, place));
    before = after;
    return kept;
  });
}

const back = (inOrder: readonly number[], order: readonly number[]) =>
  order.map((_, token) => inOrder[order.indexOf(token)] as number);

/** Sums in an order of each row's tokens, and what is kept back at its token, or somewhere else. */
const keeping =
  (
    orderOf: (row: readonly number[]) => readonly number[],
    ruleOf: (p: number) => Rule,
    placed: (inOrder: readonly number[], order: readonly number[]) => readonly number[] = back,
  ): Keeping =>
  (probabilities, p) =>
    fromRows(
      rowsOf(probabilities).map((row) => {
        const order = orderOf(row);
        return placed(along(row, order, ruleOf(p)), order);
      }),
    );

const right = keeping(descending, reaching);

const way = composed(({ logits, p }: Inputs, { keep = right, weigh = overKept, place = (out) => out }: Variant): Nd => {
  return place(weigh(logits, keep(softmax(logits, -1), p, logits)), logits);
});

const asTheyAre = (row: readonly number[]) => [...row.keys()];
const ascending = (row: readonly number[]) => [...descending(row)].reverse();

/** What does not reach p, with the token that crosses it left out; perhaps the first is kept all the same. */
const without: readonly ((p: number) => Rule)[] = [
  (p) => (sums) => sums.after <= p,
  (p) => (sums, place) => place === 0 || sums.after <= p,
];
/** Not to be joined with others: a row of zeros may come out, which says nothing. */
const alone =
  (variant: Variant): Way<Inputs> =>
  (inputs) =>
    way(variant)(inputs);
const both = (keep: Keeping) => [way({ keep }), way({ keep, weigh: overKeptOrZeros })];

/** The other way round than `back`: read at the indices instead of written there. */
const gathered = (inOrder: readonly number[], order: readonly number[]) =>
  order.map((token) => inOrder[token] as number);
const inPlace = (inOrder: readonly number[]) => inOrder;
const byRows = (
  x: Nd,
  change: (row: readonly number[], logits: readonly number[]) => readonly number[],
  logits: Nd,
) => {
  const rows = rowsOf(logits);
  return fromRows(rowsOf(x).map((row, at) => change(row, rows[at] as readonly number[])));
};

export const nucleusMistakes: readonly Mistake<Inputs>[] = [
  {
    code: "crossing-token-dropped",
    title: { en: "The token that crosses p is dropped", zh: "去掉了跨过 p 的那个 token" },
    explanation: {
      en: "Tokens were kept while the sum with their own probability is at most p. Then what is kept has less than p, and where the likeliest token alone has more, nothing is left: 0 / 0, or a row of zeros. A token is kept if the sum before it is less than p, so the one that crosses p is the last to be kept.",
      zh: "保留的是累计概率（含自身）不超过 p 的 token。这样留下的概率不到 p；若最可能的 token 一个就超过 p，则什么都不剩：得到 0 / 0 或全零的行。应看自身之前的累计概率：小于 p 就保留，所以跨过 p 的那个 token 是最后一个保留的。",
    },
    ways: without.flatMap((rule) => both(keeping(descending, rule))),
  },
  {
    code: "not-sorted-back",
    title: { en: "What belongs to the sorted order is not put back", zh: "排序后的结果没有放回原位" },
    explanation: {
      en: "The tokens were sorted to add up their probabilities, and what came out is still in that order: place 0 is the likeliest token, not token 0. Scatter it to the indices of the sort. A gather with these indices is the opposite of that, and right only for a permutation that is its own inverse.",
      zh: "为了累加概率把 token 排了序，得到的结果却仍按这个顺序：第 0 位是最可能的 token，而不是 token 0。应按排序的下标用 scatter 放回去。用同样的下标做 gather 方向正好相反，只有当排列与自己的逆相同时才碰巧正确。",
    },
    ways: [
      ...[inPlace, gathered].flatMap((placed) =>
        [reaching, ...without].flatMap((rule) => both(keeping(descending, rule, placed))),
      ),
      way({
        place: (out, logits) => byRows(out, (row, x) => descending(x).map((token) => row[token] as number), logits),
      }),
      way({
        place: (out, logits) =>
          byRows(
            out,
            (row, x) => {
              const order = descending(x);
              return gathered(
                order.map((token) => row[token] as number),
                order,
              );
            },
            logits,
          ),
      }),
    ],
  },
  {
    code: "cumulated-unsorted",
    title: { en: "Added up in the order of the vocabulary", zh: "没有排序就累加" },
    explanation: {
      en: "The probabilities were added up in the order of the tokens' ids. What is kept is then the start of the vocabulary, likely or not. Sort in descending order first.",
      zh: "概率是按 token id 的顺序累加的，留下的是词表开头的 token，与概率大小无关。应先按概率降序排序。",
    },
    ways: [reaching, ...without].flatMap((rule) => both(keeping(asTheyAre, rule))),
  },
  {
    code: "sorted-ascending",
    title: { en: "Added up from the least likely token", zh: "从概率最小的 token 开始累加" },
    explanation: {
      en: "The sort is ascending, as sorts are unless told otherwise, so the sum begins with the least likely tokens, and those are kept, or those are cut until p is reached. Sort in descending order. (From the other end it is right to cut while the sum is at most 1 - p.)",
      zh: "排序默认是升序，于是从概率最小的 token 开始累加，留下的是它们，或者把它们一直去掉到 p 为止。应按降序排序。（从另一端做也可以：累计不超过 1 - p 时去掉。）",
    },
    ways: [
      ...[reaching, ...without].flatMap((rule) => both(keeping(ascending, rule))),
      ...both(keeping(ascending, (p) => (sums) => sums.after > p)),
      way({ keep: keeping(ascending, (p) => (sums) => sums.before > 1 - p) }),
    ],
  },
  {
    code: "not-normalized-again",
    title: { en: "Not normalised after the cut", zh: "截断之后没有重新归一化" },
    explanation: {
      en: "What is cut was set to 0, and the rest left as it was: a row sums to somewhat more than p, not to one. Divide by the sum of what is left, or let the cut logits be -infinity before another softmax.",
      zh: "去掉的置成了 0，其余保持不变：每行之和只比 p 略大，不是 1。应除以剩下的总和，或把去掉的 logits 置为 -inf 再做一次 softmax。",
    },
    ways: notAgain.map((weigh) => way({ weigh })),
  },
  {
    code: "one-token-too-many",
    title: { en: "One token too many is kept", zh: "多保留了一个 token" },
    explanation: {
      en: "The token after the one that crosses p is kept as well: the condition was shifted by one place although it already looked at the sum before each token, or was shifted twice. Stop with the first token that brings the sum to p.",
      zh: "跨过 p 之后的下一个 token 也留下了：条件看的已经是每个 token 之前的累计概率，却又移了一位，或移了两次。第一个让累计达到 p 的 token 就是最后一个。",
    },
    ways: [
      way({
        keep: keeping(descending, reaching, (inOrder, order) =>
          back(
            inOrder.map((kept, place) => (place === 0 ? 1 : Math.max(kept, inOrder[place - 1] as number))),
            order,
          ),
        ),
      }),
    ],
  },
  {
    code: "each-probability-compared",
    title: { en: "Each probability is compared by itself", zh: "拿每个概率单独比较" },
    explanation: {
      en: "A token was kept or cut by its own probability: against p, against 1 - p, or against a share of the largest, which is min-p. Top-p looks at the sum of the probabilities from the likeliest token on.",
      zh: "按每个 token 自己的概率决定去留：与 p 比、与 1 - p 比，或与最大概率的某个比例比（那是 min-p）。top-p 看的是从最可能的 token 开始累加的概率。",
    },
    ways: [
      alone({ keep: (probabilities, p) => map(probabilities, (one) => Number(one >= p)) }),
      alone({ keep: (probabilities, p) => map(probabilities, (one) => Number(one <= p)) }),
      alone({ keep: (probabilities, p) => map(probabilities, (one) => Number(one > 1 - p)) }),
      ...both((probabilities, p) => {
        const largest = max(probabilities, -1);
        const V = probabilities.shape[1] as number;
        return generate(probabilities.shape, ([row, token]) =>
          Number(
            (probabilities.data[(row as number) * V + (token as number)] as number) >=
              p * (largest.data[row as number] as number),
          ),
        );
      }),
    ],
  },
  {
    code: "cumulated-logits",
    title: { en: "Logits are added up, not probabilities", zh: "累加的是 logits，而不是概率" },
    explanation: {
      en: "The running sum is of the sorted logits, which are no probabilities: they are negative or large, and do not sum to one. Take the softmax first.",
      zh: "累加的是排序后的 logits。它们不是概率：可正可负，可以很大，和也不为 1。应先做 softmax。",
    },
    ways: [reaching, ...without].flatMap((rule) =>
      both((_, p, logits) => keeping(descending, rule)(logits, p, logits)),
    ),
  },
  {
    code: "chosen-over-the-batch",
    title: { en: "Chosen across the rows of the batch", zh: "跨了 batch 的各行来选" },
    explanation: {
      en: "The probabilities were sorted or added up along the batch or over the whole array, or all rows keep as many tokens as one of them needs. Each row is a distribution by itself: sort and add up along the last axis.",
      zh: "排序或累加是沿 batch 维或对整个数组做的，或所有行保留的 token 数都由某一行决定。每一行是一个独立的分布：应沿最后一维排序和累加。",
    },
    ways: [
      ...both((probabilities, p, logits) => transpose(right(transpose(probabilities), p, logits))),
      // Each row sorted, but the sums run down the columns.
      ...both((probabilities, p, logits) => {
        const rows = rowsOf(probabilities);
        const orders = rows.map(descending);
        const sorted = fromRows(rows.map((row, at) => (orders[at] as number[]).map((token) => row[token] as number)));
        const kept = transpose(keeping(asTheyAre, reaching)(transpose(sorted), p, logits));
        return fromRows(rowsOf(kept).map((row, at) => back(row, orders[at] as number[])));
      }),
      // One order for the whole array.
      ...both((probabilities, p, logits) => {
        const kept = right({ shape: [1, probabilities.data.length], data: probabilities.data }, p, logits);
        return { shape: probabilities.shape, data: kept.data };
      }),
      // As many as the first row, or as the row that needs most.
      ...[(counts: readonly number[]) => counts[0] as number, (counts: readonly number[]) => Math.max(...counts)].map(
        (pick) =>
          way({
            keep: (probabilities, p, logits) => {
              const counts = rowsOf(right(probabilities, p, logits)).map((row) =>
                row.reduce((sum, one) => sum + one, 0),
              );
              return keeping(descending, () => (_, place) => place < pick(counts))(probabilities, p, logits);
            },
          }),
      ),
      // The tokens of the first row, or of any row: an index array without its rows.
      way({
        keep: (probabilities, p, logits) => {
          const first = right(probabilities, p, logits);
          return generate(probabilities.shape, ([, token]) => first.data[token as number] as number);
        },
      }),
      way({
        keep: (probabilities, p, logits) => {
          const any = max(right(probabilities, p, logits), 0);
          return generate(probabilities.shape, ([, token]) => any.data[token as number] as number);
        },
      }),
    ],
  },
  {
    code: "softmax-over-batch",
    title: { en: "The softmax runs over the batch", zh: "softmax 的方向错了：沿 batch 维" },
    explanation: {
      en: "The probabilities of each token sum to one over the rows, so the rows influence one another. Each row is a distribution over the tokens: normalise along the last axis.",
      zh: "每个 token 的概率沿各行求和为 1，各行会互相影响。每一行都是 token 上的一个分布：应沿最后一维归一化。",
    },
    ways: [
      ...overFirstAxis.map((weigh) => way({ weigh })),
      ...both((_, p, logits) => right(softmax(logits, 0), p, logits)),
      ...overFirstAxis.map((weigh) => way({ weigh, keep: (_, p, logits) => right(softmax(logits, 0), p, logits) })),
    ],
  },
  {
    code: "nothing-cut",
    title: { en: "Everything is kept", zh: "什么都没有去掉" },
    explanation: {
      en: "The result is the softmax over the whole row: p makes no difference. Perhaps the masked copy was not used, or the masking did not happen in place.",
      zh: "结果是对整行做的 softmax，p 没有起作用。可能没有用上屏蔽后的副本，或者屏蔽没有原地生效。",
    },
    ways: [way({ keep: (probabilities) => map(probabilities, () => 1) })],
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "The sum (or the maximum) of each row has lost its axis and divides columns: it raises, or, with as many rows as tokens, gives rows that do not sum to one. Keep the axis, with size 1.",
      zh: "每行的总和（或最大值）丢了一维，除的成了列：要么报错，要么在行数与 token 数相等时，得到和不为 1 的行。应保留该维，大小为 1。",
    },
    ways: [way({ weigh: normalizedWithoutAxis })],
    raises: raised.byBroadcasting,
  },
  ...weighingMistakes<Inputs>((weigh) => way({ weigh })),
];
