import { kernelsOf } from "../../../elements/heatmap/weights/kernels-of.js";
import { attend } from "../../../lab/sentence/attend.js";
import { defaultSettings, readText } from "../../../lab/sentence/settings.js";
import { tokenise } from "../../../lab/sentence/tokenise.js";

/** More words than these would be too small to read beside the title. */
const mostWords = 10;

export interface SentenceWeights {
  readonly words: readonly string[];
  /** The weights, `[words, words]`. */
  readonly values: Float32Array;
  readonly visible: readonly boolean[];
  /** How many words there were before the rest was cut off. */
  readonly total: number;
}

/** What the lab opens with, so that it shows the same picture. */
const settings = { ...defaultSettings, heads: 1, causal: true } as const;

/** One causal head over the words of a sentence, by the kernels; null where there is no word. */
export async function weighSentence(sentence: string): Promise<SentenceWeights | null> {
  const { tokens, total } = tokenise(readText(sentence), "words");
  const shown = tokens.slice(0, mostWords);
  if (shown.length === 0) return null;
  const { weights, visible } = attend(await kernelsOf(document.body), shown, settings);
  return { words: shown.map(({ label }) => label), values: weights, visible, total };
}

/** The same sentence in the lab. */
export const labHref = (sentence: string): string =>
  `#/lab/sentence?${new URLSearchParams({ text: readText(sentence), heads: "1", causal: "1" })}`;
