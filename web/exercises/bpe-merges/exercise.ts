import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { ints, number } from "../../format/tensors.js";
import type { IntTensor } from "../../kernels/index.js";
import { learnMerges } from "./reference.js";

/** Rows of symbols, filled with -1 to the longest. */
function filled(words: readonly (readonly number[])[]): IntTensor {
  const length = Math.max(...words.map((word) => word.length));
  const data = words.flatMap((word) => [...word, ...Array<number>(length - word.length).fill(-1)]);
  return { shape: [words.length, length], data: Int32Array.from(data) };
}

const unfilled = ({ shape: [W = 0, L = 0], data }: IntTensor): readonly (readonly number[])[] =>
  Array.from({ length: W }, (_, w) => Array.from(data.subarray(w * L, (w + 1) * L)).filter((symbol) => symbol >= 0));

interface Drawn {
  readonly words: readonly (readonly number[])[];
  readonly counts: readonly number[];
  readonly merges: number;
}

function drawCase(name: string, title: Text, { words, counts, merges }: Drawn, sample = false): ExerciseCase {
  return {
    name,
    title,
    sample,
    inputs: { words: filled(words), counts: { shape: [counts.length], data: Int32Array.from(counts) }, merges },
  };
}

/** Words of different lengths; frequent ones are short, as in a language. */
function corpus(random: Random, W: number, symbols: readonly number[], longest: number): Omit<Drawn, "merges"> {
  const words = Array.from({ length: W }, (_, w) =>
    Array.from(
      { length: w === 0 ? longest : random.between(2, longest) },
      () => symbols[random.between(0, symbols.length - 1)] as number,
    ),
  );
  // No two sums of counts are likely to be equal: ties have a case of their own.
  return { words, counts: words.map((word, w) => 40 * (longest - word.length) + 17 * w + random.between(1, 13)) };
}

/** Runs of one symbol, whose pairs overlap, beside pairs that are a little less frequent than they seem. */
function runs(random: Random): Drawn {
  const [a, b, c] = [0, 1, 2];
  const often = random.between(10, 14);
  return {
    words: [
      [a, a, a],
      [b, c, b],
      [a, a, a, a, a],
      [c, b, c, a],
    ],
    counts: [often, often + 3, 2, 4],
    merges: 3,
  };
}

/** Many pairs as frequent as each other, of symbols in a drawn order: the smaller pair is neither the first nor the last. */
function ties(random: Random): Drawn {
  const count = random.between(2, 5);
  return {
    words: [
      [5, 3],
      [2, 7],
      [7, 1, 4],
      [2, 6],
      [6, 0],
    ],
    counts: [count, count, count, count, count],
    merges: 5,
  };
}

/** One word is so frequent that its pairs come first, although they stand in no other. */
function frequent(random: Random): Drawn {
  const rare = Array.from({ length: 6 }, () => [0, 1, random.between(2, 3)]);
  return { words: [...rare, [4, 5, 6, 4]], counts: [1, 2, 1, 2, 1, 2, random.between(50, 60)], merges: 4 };
}

export default {
  title: { en: "Learning byte pairs", zh: "学习字节对（BPE）" },
  track: "training",
  difficulty: "hard",
  minutes: 35,
  asked: 2,
  after: [],
  signature: {
    name: "bpe_merges",
    arguments: [
      {
        name: "words",
        kind: "int",
        shape: ["W", "L"],
        about: {
          en: "one word a row, as symbols; -1 fills the rest of a row",
          zh: "每行一个词，元素为符号 id；行尾用 -1 填充",
        },
      },
      {
        name: "counts",
        kind: "int",
        shape: ["W"],
        about: { en: "how often each word occurs", zh: "每个词出现的次数" },
      },
      { name: "merges", kind: "number", about: { en: "how many merges to learn", zh: "要学习的合并次数" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "int",
        shape: ["merges", "2"],
        about: { en: "the merged pairs, in order", zh: "依次合并的符号对" },
      },
    ],
  },
  cases: (random) => [
    drawCase("runs", { en: "Runs of one symbol", zh: "连续相同的符号" }, runs(random), true),
    drawCase("ties", { en: "Equally frequent pairs", zh: "次数相同的符号对" }, ties(random), true),
    drawCase("frequent", { en: "One frequent word", zh: "一个高频词" }, frequent(random)),
    drawCase("letters", { en: "Four symbols", zh: "四种符号" }, { ...corpus(random, 9, [0, 1, 2, 3], 6), merges: 5 }),
    drawCase("gaps", { en: "Ids with gaps", zh: "不连续的 id" }, { ...corpus(random, 11, [3, 8, 12], 7), merges: 7 }),
    drawCase(
      "two-symbols",
      { en: "Two symbols, long words", zh: "两种符号，较长的词" },
      { ...corpus(random, 7, [0, 1], 12), merges: 6 },
    ),
    drawCase(
      "one-merge",
      { en: "A single merge", zh: "只合并一次" },
      { ...corpus(random, 5, [0, 1, 2], 4), merges: 1 },
    ),
  ],
  expected: (_, inputs) => {
    const merges = number(inputs, "merges");
    const learned = learnMerges(unfilled(ints(inputs, "words")), Array.from(ints(inputs, "counts").data), merges);
    return { out: { shape: [merges, 2], data: Int32Array.from(learned.flat()) } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  differentiable: false,
  pictures: [],
} satisfies Definition;
