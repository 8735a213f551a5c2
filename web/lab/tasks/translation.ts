import { createRandom } from "../../format/index.js";

export type TranslationRule = "adjectives" | "reverse";

/** Words of each language: half are nouns, then as many adjectives. A word and its translation have the same number. */
export const wordsOfALanguage = 12;
export const isAdjective = (word: number): boolean => word >= wordsOfALanguage / 2;

export interface Sentences {
  readonly count: number;
  /** Words in each. */
  readonly length: number;
  /** `[count, length]` */
  readonly source: Int32Array;
  /** `[count, length]`: the words of the translation. */
  readonly labels: Int32Array;
  /** `[count, length]`: of which word in the source each is the translation. */
  readonly alignment: Int32Array;
}

export interface DrawOptions {
  readonly seed: number;
  readonly count: number;
  readonly length: number;
}

/** Draws sentences of words in any order, with their translations. */
export function drawSentences(rule: TranslationRule, { seed, count, length }: DrawOptions): Sentences {
  const random = createRandom(seed);
  const source = random.integers(wordsOfALanguage, [count, length]).data;
  const alignment = new Int32Array(count * length);
  for (let sentence = 0; sentence < count; sentence++) {
    const [from, to] = [sentence * length, (sentence + 1) * length];
    alignment.set(align[rule](source.subarray(from, to)), from);
  }
  const labels = alignment.map((word, i) => source[Math.floor(i / length) * length + word] ?? 0);
  return { count, length, source, labels, alignment };
}

/** Gives for each target word the place of its source word. */
type Align = (words: Int32Array) => readonly number[];

const reverse: Align = (words) => Array.from(words, (_, i) => words.length - 1 - i);

/** Of each two words, an adjective before a noun goes behind it; all others stay. */
const adjectivesBehind: Align = (words) =>
  Array.from(words, (_, i) => {
    const first = i - (i % 2);
    const isSwapped = isAdjective(words[first] ?? 0) && first + 1 < words.length && !isAdjective(words[first + 1] ?? 0);
    return isSwapped ? first + 1 - (i % 2) : i;
  });

const align: Readonly<Record<TranslationRule, Align>> = { adjectives: adjectivesBehind, reverse };
