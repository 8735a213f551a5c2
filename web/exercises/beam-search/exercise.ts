import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf, softmaxOfKept } from "../shared/largest.js";
import { beamSearch, type Found, type Tables } from "./reference.js";
import {
  bestOfAll,
  collected,
  collectedInPlace,
  cutAtLast,
  endAnywhere,
  fromOne,
  goingOn,
  greedy,
  lost,
  normalized,
  normalizedAtLast,
  perBeam,
  type SearchVariant,
  search,
  stoppedEarly,
  withoutStart,
} from "./search.js";

interface Drawn {
  readonly V: number;
  readonly beams: number;
  readonly maxLength: number;
  /** Added to the logits of `end`, first and later: how soon paths end. */
  readonly ending?: readonly [first: number, later: number];
  /** How far logits of later tokens lie apart. */
  readonly sharp?: number;
  /** Added to each logarithm of a first token. */
  readonly below?: number;
  /** Wrong searches that have to find something else, each another: up to the first `end`. */
  readonly tells?: readonly SearchVariant[];
  /** Wrong searches that have to find the same. */
  readonly agrees?: readonly SearchVariant[];
  readonly suits?: (found: Found) => boolean;
  readonly sample?: boolean;
}

/** Float32 rounds sums: no two that decide anything lie nearer to each other. */
const clear = 4e-3;
const mostTries = 5000;

/** Logarithms of probabilities, row by row; a little off, as tables of counts are. */
function logsOf(logits: FloatTensor, parts: number): FloatTensor {
  const rows = rowsOf(logits).map((row) =>
    softmaxOfKept(
      row,
      row.map(() => true),
    ),
  );
  return rounded({ shape: logits.shape, data: Float32Array.from(rows.flat(), Math.log) }, parts);
}

function drawTables(
  random: Random,
  { V, beams, maxLength, ending = [0, 0], sharp = 1.5, below = 0, sample }: Drawn,
): Tables {
  const end = random.between(0, V - 1);
  const parts = sample ? 8 : 256;
  const [sooner, later] = ending;
  const start = edited(random.normal([1, V], 1.5), (logit, [, token]) => logit + (token === end ? sooner : 0));
  const step = edited(random.normal([V, V], sharp), (logit, [, token]) => logit + (token === end ? later : 0));
  return {
    start: Array.from(logsOf(start, parts).data, (log) => log + below),
    step: rowsOf(logsOf(step, parts)),
    end,
    beams,
    maxLength,
  };
}

function drawCase(random: Random, name: string, title: Text, drawn: Drawn): ExerciseCase {
  const { tells = [], agrees = [], suits = () => true, sample = false } = drawn;
  for (let tries = 0; tries < mostTries; tries++) {
    const tables = drawTables(random, drawn);
    const found = beamSearch(tables);
    const upToEnd = (tokens: readonly number[]) => {
      const at = tokens.indexOf(tables.end);
      return `${at < 0 ? tokens : tokens.slice(0, at + 1)}`;
    };
    if (found.gap < clear || !suits(found)) continue;
    const results = new Set([found.tokens, ...tells.map((variant) => search(tables, variant))].map(upToEnd));
    const same = agrees.every((variant) => upToEnd(search(tables, variant)) === upToEnd(found.tokens));
    if (same && results.size > tells.length) return { name, title, sample, inputs: asInputs(tables) };
  }
  throw new RangeError(`No tables suit the case ${name}.`);
}

/** It ends, with this many tokens at most and with more than one, and leads. */
const ends =
  (most: number) =>
  ({ tokens, finished, unfinishedLeads }: Found) =>
    finished && !unfinishedLeads && tokens.length > 1 && tokens.length <= most;

function asInputs({ start, step, end, beams, maxLength }: Tables): ExerciseCase["inputs"] {
  const V = start.length;
  return {
    log_start: { shape: [V], data: Float32Array.from(start) },
    log_step: { shape: [V, V], data: Float32Array.from(step.flat()) },
    end,
    beams,
    max_length: maxLength,
  };
}

export default {
  title: { en: "Beam search", zh: "束搜索（beam search）" },
  track: "training",
  difficulty: "hard",
  minutes: 30,
  asked: 2,
  after: ["token-log-probs"],
  signature: {
    name: "beam_search",
    arguments: [
      {
        name: "log_start",
        kind: "float",
        shape: ["V"],
        about: { en: "log-probability of each first token", zh: "每个 token 作为第一个 token 的对数概率" },
      },
      {
        name: "log_step",
        kind: "float",
        shape: ["V", "V"],
        about: {
          en: "log-probability of token t after token s, in row s and column t",
          zh: "token s 之后是 token t 的对数概率，在第 s 行第 t 列",
        },
      },
      { name: "end", kind: "number", about: { en: "the token that ends a sequence", zh: "表示结束的 token" } },
      { name: "beams", kind: "number", about: { en: "how many hypotheses are kept", zh: "保留多少个候选" } },
      { name: "max_length", kind: "number", about: { en: "how many tokens at most", zh: "最多多少个 token" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "int",
        shape: ["max_length"],
        about: { en: "tokens of the best hypothesis, then -1", zh: "最好的候选的各个 token，其余为 -1" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "greedy-misses",
      { en: "The likeliest first token is the wrong one", zh: "最可能的第一个 token 并不是最好的" },
      {
        V: 3,
        beams: 2,
        maxLength: 4,
        ending: [-1, 0.5],
        tells: [greedy, perBeam],
        agrees: [collected, collectedInPlace],
        suits: ends(3),
        sample: true,
      },
    ),
    drawCase(
      random,
      "ends-early",
      { en: "The best hypothesis ends early", zh: "最好的候选提前结束" },
      {
        V: 4,
        beams: 2,
        maxLength: 6,
        ending: [0, 0.5],
        tells: [lost, stoppedEarly, endAnywhere],
        agrees: [collected, collectedInPlace],
        suits: ends(4),
        sample: true,
      },
    ),
    drawCase(
      random,
      "wide",
      { en: "Seven tokens, four hypotheses", zh: "七个 token，四个候选" },
      { V: 7, beams: 4, maxLength: 8, ending: [-1, 0], tells: [greedy, perBeam, lost, cutAtLast], suits: ends(7) },
    ),
    drawCase(
      random,
      "finished-are-overtaken",
      { en: "Finished hypotheses keep their places, or lose them", zh: "已结束的候选占用名额，也可能被挤掉" },
      { V: 6, beams: 2, maxLength: 5, ending: [0, -3], sharp: 4, tells: [collected] },
    ),
    drawCase(
      random,
      "unfinished-leads",
      { en: "At the end, an unfinished hypothesis leads", zh: "到最后，领先的是一个未结束的候选" },
      {
        V: 5,
        beams: 4,
        maxLength: 5,
        tells: [bestOfAll],
        suits: ({ finished, unfinishedLeads }) => finished && unfinishedLeads,
      },
    ),
    drawCase(
      random,
      "none-ends",
      { en: "No hypothesis ends in time", zh: "没有候选及时结束" },
      {
        V: 5,
        beams: 3,
        maxLength: 7,
        ending: [-6, -6],
        tells: [fromOne, withoutStart],
        agrees: [stoppedEarly],
        suits: ({ finished }) => !finished,
      },
    ),
    drawCase(
      random,
      "short-or-long",
      { en: "Short hypotheses against long ones", zh: "短的候选与长的候选" },
      { V: 5, beams: 3, maxLength: 7, tells: [normalized, lost], agrees: [goingOn, cutAtLast], suits: ends(6) },
    ),
    drawCase(
      random,
      "more-beams-than-tokens",
      { en: "More hypotheses than tokens", zh: "候选数多于 token 数" },
      { V: 3, beams: 5, maxLength: 5, tells: [greedy], agrees: [perBeam] },
    ),
    drawCase(
      random,
      "very-unlikely",
      { en: "Log-probabilities below -750", zh: "对数概率低于 -750" },
      {
        V: 6,
        beams: 3,
        maxLength: 5,
        below: -800,
        tells: [normalizedAtLast],
        agrees: [goingOn, cutAtLast],
        suits: ends(4),
      },
    ),
    drawCase(
      random,
      "one-token",
      { en: "A single token", zh: "只取一个 token" },
      { V: 5, beams: 2, maxLength: 1, tells: [bestOfAll] },
    ),
  ],
  expected: (_, inputs) => {
    const maxLength = number(inputs, "max_length");
    const { tokens } = beamSearch({
      start: Array.from(floats(inputs, "log_start").data),
      step: rowsOf(floats(inputs, "log_step")),
      end: number(inputs, "end"),
      beams: number(inputs, "beams"),
      maxLength,
    });
    return {
      out: { shape: [maxLength], data: Int32Array.from({ length: maxLength }, (_, at) => tokens[at] ?? -1) },
    };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  differentiable: false,
  pictures: [],
} satisfies Definition;
