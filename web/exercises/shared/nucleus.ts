/** The fewest most likely tokens that reach p: what a learner is asked for. */
import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { distinctRows } from "./distinct-rows.js";
import { rowsOf, softmaxOfKept } from "./largest.js";

/** Float32 may add up probabilities in another order: no sum lies nearer to p than this. */
const clear = 4e-3;
const mostTries = 1000;

function isClear(row: readonly number[], p: number): boolean {
  const { probabilities, order } = ranked(row);
  let sum = 0;
  return order.slice(0, -1).every((token) => {
    sum += probabilities[token] as number;
    return Math.abs(sum - p) > clear;
  });
}

/** A row of distinct logits, changed, drawn until no sum of its largest probabilities lies close to p. */
function clearRow(random: Random, V: number, p: number, change: (logit: number, token: number) => number) {
  for (let tries = 0; tries < mostTries; tries++) {
    const row = Array.from(distinctRows(random, [1, V]).data, change);
    if (isClear(row, p)) return row;
  }
  throw new RangeError(`No row of ${V} logits keeps clear of ${p}.`);
}

function drawCase(
  random: Random,
  name: string,
  title: Text,
  [B, V]: readonly [number, number],
  p: number,
  {
    sample = false,
    change = (logit) => logit,
  }: { readonly sample?: boolean; readonly change?: (logit: number, row: number, token: number) => number } = {},
): ExerciseCase {
  const rows = Array.from({ length: B }, (_, row) =>
    clearRow(random, V, p, (logit, token) => change(logit, row, token)),
  );
  const logits: FloatTensor = { shape: [B, V], data: Float32Array.from(rows.flat()) };
  return { name, title, sample, inputs: { logits, p } };
}

/** The probabilities of a row, and its tokens from the likeliest on. */
function ranked(row: readonly number[]): {
  readonly probabilities: readonly number[];
  readonly order: readonly number[];
} {
  const probabilities = softmaxOfKept(
    row,
    row.map(() => true),
  );
  const order = row.map((_, token) => token).sort((a, b) => (row[b] as number) - (row[a] as number) || a - b);
  return { probabilities, order };
}

/** logits [B, V] to [B, V]. */
function topPProbabilities(logits: FloatTensor, p: number): FloatTensor {
  const rows = rowsOf(logits).map((row) => {
    const { probabilities, order } = ranked(row);
    const kept = new Set<number>();
    let before = 0;
    for (const token of order) {
      if (before >= p) break;
      kept.add(token);
      before += probabilities[token] as number;
    }
    return softmaxOfKept(
      row,
      row.map((_, token) => kept.has(token)),
    );
  });
  return { shape: logits.shape, data: Float32Array.from(rows.flat()) };
}

/** What the exercises on it have in common. */
export const nucleus = {
  signature: {
    name: "top_p_probabilities",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "V"],
        about: { en: "what the model says of the next token", zh: "模型对下一个 token 的预测" },
      },
      {
        name: "p",
        kind: "number",
        about: {
          en: "how much probability is kept at least, above 0 and up to 1",
          zh: "至少保留多少概率，大于 0，不超过 1",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "V"],
        about: { en: "probabilities to sample from; each row sums to one", zh: "用来采样的概率，每行之和为 1" },
      },
    ],
  },
  cases: (random) => [
    drawCase(random, "two-rows", { en: "Two rows, p = 0.8", zh: "两行，p = 0.8" }, [2, 5], 0.8, { sample: true }),
    drawCase(
      random,
      "peaked",
      { en: "One token of the first row has more than p", zh: "第一行有一个 token 的概率超过 p" },
      [2, 4],
      0.5,
      { sample: true, change: (logit, row, token) => (row === 0 && token === 2 ? 5 + Math.abs(logit) : logit) },
    ),
    drawCase(random, "larger", { en: "More tokens", zh: "更多 token" }, [4, 17], 0.9),
    drawCase(random, "square", { en: "As many rows as tokens", zh: "行数与 token 数相等" }, [6, 6], 0.7),
    drawCase(random, "few-tokens", { en: "More rows than tokens", zh: "行数比 token 多" }, [7, 3], 0.75),
    drawCase(random, "one-row", { en: "A single row", zh: "只有一行" }, [1, 9], 0.6),
    drawCase(
      random,
      "one-token",
      { en: "A vocabulary of one token, p = 1", zh: "词表只有一个 token，p = 1" },
      [3, 1],
      1,
    ),
    drawCase(
      random,
      "nearly-everything",
      { en: "p = 0.97: nearly all tokens", zh: "p = 0.97：几乎所有 token" },
      [3, 7],
      0.97,
    ),
    drawCase(random, "small-p", { en: "p = 0.01: only the likeliest", zh: "p = 0.01：只剩最可能的" }, [5, 8], 0.01),
    drawCase(
      random,
      "logits-near-1000",
      { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      [3, 12],
      0.85,
      { change: (logit, row, token) => logit + (row === 0 || (row === 2 && token % 2 === 0) ? 1000 : -1000) },
    ),
  ],
  // A plain reference: a kernel's softmax does not choose.
  expected: (_, inputs) => ({ out: topPProbabilities(floats(inputs, "logits"), number(inputs, "p")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [
    {
      of: "out",
      title: { en: "Probabilities", zh: "概率" },
      rows: { en: "row", zh: "行" },
      columns: { en: "token", zh: "token" },
    },
  ],
} satisfies Omit<Definition, "title" | "track" | "difficulty" | "minutes" | "asked" | "after">;
