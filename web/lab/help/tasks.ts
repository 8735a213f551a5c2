import { createRandom, type Random } from "../../format/index.js";

export const taskNames = ["cue", "negation", "query", "longer"] as const;
export type TaskName = (typeof taskNames)[number];

/** Different tokens of a task. The first few mean something, the others are distractors. */
export const vocabulary = 24;

/** What tokens mean, by their ids. Distractors come after them. */
export const meanings = {
  good: 0,
  bad: 1,
  not: 2,
  /** The question for each name; `facts` holds two answers of each. */
  questions: [0, 1, 2, 3],
  /** No and yes for each name. */
  facts: [4, 5, 6, 7, 8, 9, 10, 11],
} as const;

const firstDistractor: Readonly<Record<TaskName, number>> = { cue: 2, negation: 3, query: 12, longer: 2 };

/** Texts with their labels. Shorter ones end in padding. */
export interface Texts {
  readonly count: number;
  /** Of the longest. */
  readonly length: number;
  /** `[count, length]` */
  readonly ids: Int32Array;
  readonly lengths: Int32Array;
  /** 0 or 1. */
  readonly labels: Int32Array;
}

export interface DrawOptions {
  readonly seed: number;
  readonly count: number;
  /** Tokens of the shortest text; at least 6. */
  readonly least: number;
  readonly most: number;
}

/** Draws texts of a task; both labels are equally likely. The same seed draws the same texts. */
export function drawTexts(task: TaskName, { seed, count, least, most }: DrawOptions): Texts {
  const random = createRandom(seed);
  const texts: Texts = {
    count,
    length: most,
    ids: new Int32Array(count * most),
    lengths: new Int32Array(count),
    labels: new Int32Array(count),
  };
  for (let text = 0; text < count; text++) {
    const length = random.between(least, most);
    const tokens = texts.ids.subarray(text * most, text * most + length);
    for (let i = 0; i < length; i++) tokens[i] = random.between(firstDistractor[task], vocabulary - 1);
    texts.lengths[text] = length;
    texts.labels[text] = write[task](tokens, random);
  }
  return texts;
}

/** Writes what decides into a text of distractors, and gives the label. */
type Write = (tokens: Int32Array, random: Random) => number;

/** One word decides, wherever it is. */
const writeCue: Write = (tokens, random) => {
  const label = random.between(0, 1);
  tokens[random.between(0, tokens.length - 1)] = label ? meanings.good : meanings.bad;
  return label;
};

/** In half of the texts a negation, at any distance before the word that decides, turns its meaning around. */
const writeNegation: Write = (tokens, random) => {
  const isGood = random.between(0, 1);
  const isNegated = random.between(0, 1);
  const [first = 0, second = 0] = places(tokens.length, 2, random).sort((a, b) => a - b);
  tokens[second] = isGood ? meanings.good : meanings.bad;
  if (isNegated) tokens[first] = meanings.not;
  return isGood === isNegated ? 0 : 1;
};

/** The first token asks for one of four names. Every name has an answer in the text, two of them yes and two no. */
const writeQuery: Write = (tokens, random) => {
  const yes = places(4, 2, random);
  const at = places(tokens.length - 1, 4, random);
  for (const name of meanings.questions) tokens[1 + (at[name] ?? 0)] = factOf(name, yes.includes(name));
  const asked = random.between(0, 3);
  tokens[0] = meanings.questions[asked] ?? 0;
  return yes.includes(asked) ? 1 : 0;
};

const factOf = (name: number, isYes: boolean): number => meanings.facts[2 * name + (isYes ? 1 : 0)] ?? 0;

const write: Readonly<Record<TaskName, Write>> = {
  cue: writeCue,
  negation: writeNegation,
  query: writeQuery,
  longer: writeCue,
};

/** `count` different places below `length`, in any order. */
function places(length: number, count: number, random: Random): number[] {
  const found: number[] = [];
  while (found.length < count) {
    const place = random.between(0, length - 1);
    if (!found.includes(place)) found.push(place);
  }
  return found;
}
