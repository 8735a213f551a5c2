import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf, softmaxOfKept } from "../shared/largest.js";
import { acceptDraft, type Draft } from "./reference.js";
import {
  absolute,
  always,
  fromDraft,
  fromLess,
  fromTarget,
  goingOn,
  ifLikeliest,
  inverted,
  lastOfDraft,
  likeliest,
  reversed,
  rowBefore,
  unnormalized,
  unnormalizedOrNone,
  type Variant,
  verify,
  withItsOwn,
  withoutChance,
  withoutDraft,
} from "./verify.js";

interface Drawn {
  readonly K: number;
  readonly V: number;
  /** How many tokens are accepted. */
  readonly accepted: number;
  /** Wrong programs that have to return something else, each another. */
  readonly tells?: readonly Variant[];
  /** Wrong programs that have to return the same. */
  readonly agrees?: readonly Variant[];
  /** How far the small model is from the large one. Default: 1. */
  readonly apart?: number;
  /** At this position the large model gives the token of the draft no probability. */
  readonly impossibleAt?: number;
  readonly sample?: boolean;
}

/** Float32 rounds: no uniform number lies nearer to what it is compared with. */
const clear = 4e-3;
const mostTries = 5000;

/** Rows that sum to 1. Those of a sample are whole hundredths. */
function probabilities(logits: FloatTensor, sample: boolean): FloatTensor {
  const rows = rowsOf(logits).map((row) => {
    const exact = softmaxOfKept(
      row,
      row.map(() => true),
    );
    if (!sample) return exact;
    const hundredths = exact.map((value) => Math.max(Math.floor(value * 100), 1));
    const rest = 100 - hundredths.reduce((sum, value) => sum + value, 0);
    return hundredths.map((value, at) => (at === 0 ? value + rest : value) / 100);
  });
  return { shape: logits.shape, data: Float32Array.from(rows.flat()) };
}

const without = ({ shape, data }: FloatTensor, row: number, token: number): FloatTensor => {
  const x = edited({ shape, data }, (value, index) => (index[0] === row && index[1] === token ? 0 : value));
  const total = (rowsOf(x)[row] as readonly number[]).reduce((sum, value) => sum + value, 0);
  return edited(x, (value, index) => (index[0] === row ? value / total : value));
};

function drawDraft(random: Random, { K, V, apart = 1, impossibleAt, sample = false }: Drawn) {
  const logits = random.normal([K + 1, V], 1.2);
  const shift = random.normal([K, V], apart);
  const q = probabilities(
    { shape: [K, V], data: shift.data.map((by, at) => by + (logits.data[at] as number)) },
    sample,
  );
  const likely = rowsOf(q).map((row) => {
    const uniform = random.uniform();
    let reached = 0;
    return Math.max(
      row.findIndex((weight) => {
        reached += weight;
        return uniform < reached;
      }),
      0,
    );
  });
  const p = probabilities(logits, sample);
  const u = rounded({ shape: [K], data: Float32Array.from({ length: K }, () => random.uniform()) }, sample ? 20 : 256);
  return {
    p: impossibleAt === undefined ? p : without(p, impossibleAt, likely[impossibleAt] as number),
    q,
    draft: { shape: [K], data: Int32Array.from(likely) },
    u,
    u_last: Math.round(random.uniform() * 100) / 100,
  };
}

const asDraft = (inputs: ExerciseCase["inputs"]): Draft => ({
  p: rowsOf(floats(inputs, "p")),
  q: rowsOf(floats(inputs, "q")),
  tokens: Array.from(ints(inputs, "draft").data),
  u: Array.from(floats(inputs, "u").data),
  last: number(inputs, "u_last"),
});

function drawCase(random: Random, name: string, title: Text, drawn: Drawn): ExerciseCase {
  const { accepted, tells = [], agrees = [], sample = false } = drawn;
  for (let tries = 0; tries < mostTries; tries++) {
    const inputs = drawDraft(random, drawn);
    const draft = asDraft(inputs);
    if (draft.u.some((uniform) => uniform === 1) || draft.last === 1) continue;
    const { tokens, gap } = acceptDraft(draft);
    if (tokens.length !== accepted + 1 || gap < clear) continue;
    const results = new Set([tokens, ...tells.map((variant) => verify(draft, variant))].map(String));
    const same = agrees.every((variant) => `${verify(draft, variant)}` === `${tokens}`);
    if (same && results.size > tells.length) return { name, title, sample, inputs };
  }
  throw new RangeError(`No draft suits the case ${name}.`);
}

export default {
  title: { en: "Accepting draft tokens", zh: "草稿 token 的接受与拒绝" },
  track: "inference",
  difficulty: "hard",
  minutes: 25,
  asked: 2,
  after: ["top-p-probabilities"],
  signature: {
    name: "accept_draft",
    arguments: [
      {
        name: "p",
        kind: "float",
        shape: ["K+1", "V"],
        about: {
          en: "probabilities of the large model at each position of the draft, and after it",
          zh: "大模型在草稿各个位置以及草稿之后的概率",
        },
      },
      {
        name: "q",
        kind: "float",
        shape: ["K", "V"],
        about: {
          en: "probabilities of the small model, which each token was drawn from",
          zh: "小模型的概率，草稿 token 由此抽取",
        },
      },
      {
        name: "draft",
        kind: "int",
        shape: ["K"],
        about: { en: "the tokens of the draft", zh: "草稿的各个 token" },
      },
      {
        name: "u",
        kind: "float",
        shape: ["K"],
        about: { en: "a uniform number for each token, 0 to 1", zh: "每个 token 一个 0 到 1 的均匀随机数" },
      },
      {
        name: "u_last",
        kind: "number",
        about: { en: "one more, for the token that is drawn", zh: "另一个，用于最后抽取的 token" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "int",
        shape: ["K+1"],
        about: { en: "accepted tokens, the one that is drawn, then -1", zh: "被接受的 token、抽取的 token，其余为 -1" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "second-rejected",
      { en: "The second of three tokens is rejected", zh: "三个 token 中第二个被拒绝" },
      { K: 3, V: 4, accepted: 1, tells: [reversed, fromTarget], sample: true },
    ),
    drawCase(
      random,
      "all-accepted",
      { en: "Both tokens are accepted", zh: "两个 token 都被接受" },
      { K: 2, V: 3, accepted: 2, tells: [inverted, withoutDraft], sample: true },
    ),
    drawCase(
      random,
      "first-rejected",
      { en: "The first token is rejected", zh: "第一个 token 就被拒绝" },
      { K: 4, V: 9, accepted: 0, tells: [fromTarget, fromDraft, absolute] },
    ),
    drawCase(
      random,
      "third-rejected",
      { en: "The third of five tokens is rejected", zh: "五个 token 中第三个被拒绝" },
      {
        K: 5,
        V: 8,
        accepted: 2,
        tells: [reversed, always, ifLikeliest, withItsOwn, goingOn],
        agrees: [unnormalizedOrNone],
      },
    ),
    drawCase(
      random,
      "four-accepted",
      { en: "Four tokens, all accepted", zh: "四个 token，全部接受" },
      { K: 4, V: 7, accepted: 4, tells: [withoutChance, withoutDraft, likeliest, rowBefore] },
    ),
    drawCase(
      random,
      "one-token",
      { en: "A draft of one token, rejected", zh: "草稿只有一个 token，被拒绝" },
      { K: 1, V: 6, accepted: 0, tells: [fromLess, likeliest, unnormalized] },
    ),
    drawCase(
      random,
      "impossible",
      { en: "A token that the large model never gives", zh: "大模型绝不会给出的 token" },
      { K: 3, V: 5, accepted: 1, impossibleAt: 1 },
    ),
    drawCase(
      random,
      "square",
      { en: "As many rows as tokens", zh: "行数与 token 数相同" },
      { K: 5, V: 6, accepted: 3, tells: [fromTarget, withoutDraft, fromLess] },
    ),
    drawCase(
      random,
      "nearly-the-same",
      { en: "Models that hardly differ", zh: "两个模型几乎相同" },
      { K: 7, V: 10, accepted: 7, apart: 0.05, tells: [ifLikeliest, withoutDraft, lastOfDraft] },
    ),
    drawCase(
      random,
      "far-apart",
      { en: "Models that differ a lot", zh: "两个模型相差很大" },
      { K: 6, V: 11, accepted: 1, apart: 2, tells: [reversed, withoutChance, fromTarget, unnormalized, always] },
    ),
  ],
  expected: (_, inputs) => {
    const draft = asDraft(inputs);
    const { tokens } = acceptDraft(draft);
    const length = draft.tokens.length + 1;
    return { out: { shape: [length], data: Int32Array.from({ length }, (_, at) => tokens[at] ?? -1) } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  differentiable: false,
  pictures: [],
} satisfies Definition;
