import { kernelsOf } from "../../../elements/heatmap/weights/kernels-of.js";
import definition from "../../../exercises/self-attention-weights/exercise.js";
import mistakes from "../../../exercises/self-attention-weights/mistakes.js";
import type { Text } from "../../../format/index.js";
import { defaultSettings, readText, writeSettings } from "../../../lab/sentence/settings.js";
import { type Token, tokenise } from "../../../lab/sentence/tokenise.js";
import { drawnMatrix, drawnVectors, width } from "../../../lab/sentence/vectors.js";
import { type Choice, cardMistakes } from "./card-program.js";

/** More words than these would be too small to read beside the program. */
const mostWords = 10;

/** With this one the words of both languages' sentences attend to several others, and to some clearly. */
const seed = 65;

/** A known mistake, as the judge says it. */
export interface Named {
  readonly code: string;
  readonly title: Text;
  readonly explanation: Text;
}

export interface CardWeights {
  readonly words: readonly string[];
  /** How many words there were before the rest was cut off. */
  readonly total: number;
  /** What each program returns, `[words, words]`: the right one by the kernels, the others by the ways of their mistakes. */
  readonly matrices: Readonly<Record<Choice, ArrayLike<number>>>;
  readonly named: Readonly<Record<keyof typeof cardMistakes, Named>>;
}

/** The attention matrices of a sentence; null where there is no word. */
export async function weighSentence(sentence: string): Promise<CardWeights | null> {
  const { tokens, total } = tokenise(readText(sentence), "words");
  const shown = tokens.slice(0, mostWords);
  if (shown.length === 0) return null;
  const inputs = inputsOf(shown);
  const right = definition.expected(await kernelsOf(document.body), inputs).out.data;
  const [axis, scale] = [mistakeOf("axis"), mistakeOf("scale")];
  return {
    words: shown.map(({ label }) => label),
    total,
    matrices: { right, axis: wrong(axis, inputs), scale: wrong(scale, inputs) },
    named: { axis, scale },
  };
}

/** The arguments of the exercise's function: a vector for each word, and projections, drawn from the seed. */
function inputsOf(tokens: readonly Token[]) {
  const nameOf = ({ symbols }: Token) => symbols.join("");
  const vocabulary = [...new Map(tokens.map((token) => [nameOf(token), token])).values()];
  const names = vocabulary.map(nameOf);
  return {
    ids: { shape: [tokens.length], data: Int32Array.from(tokens, (token) => names.indexOf(nameOf(token))) },
    embedding: { shape: [vocabulary.length, width], data: drawnVectors(vocabulary, seed) },
    wq: { shape: [width, width], data: drawnMatrix("q", seed) },
    wk: { shape: [width, width], data: drawnMatrix("k", seed) },
  };
}

function mistakeOf(choice: keyof typeof cardMistakes) {
  const mistake = mistakes.find(({ code }) => code === cardMistakes[choice]);
  if (!mistake) throw new RangeError(`The exercise has no mistake "${cardMistakes[choice]}".`);
  return mistake;
}

const inFloat64 = ({ shape, data }: { readonly shape: readonly number[]; readonly data: ArrayLike<number> }) => ({
  shape,
  data: Float64Array.from(data),
});

/** What the judge compares an answer with to name this mistake. */
function wrong({ code, ways: [way] }: (typeof mistakes)[number], inputs: ReturnType<typeof inputsOf>): Float64Array {
  const { ids, embedding, wq, wk } = inputs;
  const answer = way?.({
    ids: inFloat64(ids),
    embedding: inFloat64(embedding),
    wq: inFloat64(wq),
    wk: inFloat64(wk),
  });
  if (!(answer?.data instanceof Float64Array)) throw new TypeError(`"${code}" gives more than one array.`);
  return answer.data;
}

/** The same sentence in the lab, which draws the same vectors. */
export const labHref = (sentence: string): string =>
  `#/lab/sentence?${writeSettings({ ...defaultSettings, text: readText(sentence), weights: "random", seed })}`;
