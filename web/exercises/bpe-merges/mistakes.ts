import type { Nd } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";

interface Inputs {
  readonly words: Nd;
  readonly counts: Nd;
  readonly merges: number;
}

type Word = readonly number[];
type Pair = readonly [number, number];

/** A pair where it was seen, with what it adds to the pair's total. */
interface Seen {
  readonly pair: Pair;
  readonly weight: number;
}

/** The algorithm with the steps that learners get wrong made exchangeable. */
interface Variant {
  /** What the words are to the program. Default: rows without their fill. */
  readonly read?: (rows: readonly Word[]) => readonly Word[];
  /** The pairs of a word. Default: of a run of equals every second one. */
  readonly pairsOf?: (word: Word) => readonly Pair[];
  /** Default: the word's count. */
  readonly weight?: (count: number) => number;
  /** Which pair wins. Default: the largest total, then the smaller pair. */
  readonly choose?: (totals: readonly Total[]) => Pair | undefined;
  /** Default: one more than the largest. */
  readonly firstId?: (words: readonly Word[]) => number;
  /** Default: replaces from left to right. */
  readonly merge?: (word: Word, pair: Pair, id: number) => Word;
}

interface Total {
  readonly pair: Pair;
  readonly total: number;
}

const withoutFill = (rows: readonly Word[]) => rows.map((row) => row.filter((symbol) => symbol >= 0));

const neighbours = (word: Word): readonly Pair[] => word.slice(1).map((right, i) => [word[i] as number, right]);

const apart = (word: Word): readonly Pair[] => {
  const found: Pair[] = [];
  for (let i = 0; i + 1 < word.length; i++) {
    const [left, right] = [word[i] as number, word[i + 1] as number];
    let run = i;
    while (run > 0 && word[run - 1] === left) run--;
    if (left !== right || (i - run) % 2 === 0) found.push([left, right]);
  }
  return found;
};

const smaller = (a: Pair, b: Pair) => a[0] - b[0] || a[1] - b[1];
const best = (rank: (a: Total, b: Total) => number) => (totals: readonly Total[]) => [...totals].sort(rank)[0]?.pair;
const bySize = (a: Total, b: Total) => b.total - a.total;

const replaced = (word: Word, [left, right]: Pair, id: number): Word => {
  const result: number[] = [];
  for (let i = 0; i < word.length; i++) {
    const isPair = word[i] === left && word[i + 1] === right;
    result.push(isPair ? id : (word[i] as number));
    if (isPair) i++;
  }
  return result;
};

/** In the order in which pairs are first met, as a dictionary keeps them. */
function totalsOf(seen: readonly Seen[]): readonly Total[] {
  const totals = new Map<string, Total>();
  for (const { pair, weight } of seen) {
    const key = pair.join();
    totals.set(key, { pair, total: (totals.get(key)?.total ?? 0) + weight });
  }
  return [...totals.values()];
}

const rowsOf = ({ shape, data }: Nd): readonly Word[] =>
  Array.from({ length: shape[0] as number }, (_, w) =>
    Array.from(data.slice(w * (shape[1] as number), (w + 1) * (shape[1] as number))),
  );

const asArray = (pairs: readonly Pair[], merges: number): Nd => {
  // Whoever runs out of pairs stops: there are fewer rows then.
  if (pairs.length < merges) throw new RangeError("max() arg is an empty sequence");
  return { shape: [pairs.length, 2], data: Float64Array.from(pairs.flat()) };
};

const way =
  ({
    read = withoutFill,
    pairsOf = apart,
    weight = (count) => count,
    choose = best((a, b) => bySize(a, b) || smaller(a.pair, b.pair)),
    firstId = (words) => Math.max(...words.flat()) + 1,
    merge = replaced,
  }: Variant): Way<Inputs> =>
  ({ words: given, counts, merges }) => {
    let words = read(rowsOf(given));
    const first = firstId(words);
    const learned: Pair[] = [];
    while (learned.length < merges) {
      const seen = words.flatMap((word, w) =>
        // Words that were joined to one text have the count of none.
        pairsOf(word).map((pair): Seen => ({ pair, weight: weight(counts.data[w] ?? 1) })),
      );
      const pair = choose(totalsOf(seen));
      if (!pair) break;
      words = words.map((word) => merge(word, pair, first + learned.length));
      learned.push(pair);
    }
    return asArray(learned, merges);
  };

/** The pairs of the first count, the most frequent first; nothing is merged, or nothing is counted anew. */
const countedOnce =
  (pairsOf: (word: Word) => readonly Pair[]): Way<Inputs> =>
  ({ words, counts, merges }) => {
    const seen = withoutFill(rowsOf(words)).flatMap((word, w) =>
      pairsOf(word).map((pair): Seen => ({ pair, weight: counts.data[w] as number })),
    );
    const ranked = [...totalsOf(seen)].sort((a, b) => bySize(a, b) || smaller(a.pair, b.pair));
    return asArray(
      ranked.slice(0, merges).map(({ pair }) => pair),
      merges,
    );
  };

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "counts-ignored",
    title: { en: "Each word counts once", zh: "每个词只算了一次" },
    explanation: {
      en: "A pair is as frequent as the words that hold it: each occurrence adds the count of its word, not 1. The list of words names each word once, however often the text says it.",
      zh: "一个符号对的次数取决于包含它的词出现了多少次：每出现一次，应加上这个词的次数，而不是加 1。词表里每个词只列一次，不管它在文本中出现多少次。",
    },
    ways: [way({ weight: () => 1 }), way({ weight: () => 1, pairsOf: neighbours })],
  },
  {
    code: "across-words",
    title: { en: "Pairs over the end of a word", zh: "符号对跨过了词尾" },
    explanation: {
      en: "A pair lies within one word. Here the fill of -1 is taken for a symbol, or the words are joined to one text, so that the last symbol of a word and the first of the next become a pair.",
      zh: "符号对必须在同一个词内。这里把填充值 -1 当成了符号，或者把所有词连成了一段文本，于是上一个词的最后一个符号和下一个词的第一个符号也组成了一对。",
    },
    ways: [
      way({ read: (rows) => rows }),
      way({ read: (rows) => rows, pairsOf: neighbours }),
      way({ read: (rows) => [withoutFill(rows).flat()], weight: () => 1 }),
      way({ read: (rows) => [withoutFill(rows).flat()], weight: () => 1, pairsOf: neighbours }),
    ],
  },
  {
    code: "overlapping-pairs",
    title: { en: "Overlapping pairs count twice", zh: "重叠的符号对被数了两次" },
    explanation: {
      en: "In a run such as aaa the pair aa occurs once: the merge takes the first two and leaves the third. Counted at each place it seems twice as frequent as it is.",
      zh: "在 aaa 这样的连续符号中，aa 只出现一次：合并会用掉前两个，剩下第三个。如果在每个位置都数一次，它看起来就比实际多了一倍。",
    },
    ways: [way({ pairsOf: neighbours })],
  },
  {
    code: "counted-once-for-all",
    title: { en: "Not counted again after a merge", zh: "合并之后没有重新计数" },
    explanation: {
      en: "These are the most frequent pairs of the words as they were at the start. Each merge makes new pairs, and takes occurrences away from old ones: replace the pair in every word, then count again.",
      zh: "返回的是最初的词中最高频的符号对。每次合并都会产生新的符号对，也会减少旧的：先在所有词中替换，再重新计数。",
    },
    ways: [countedOnce(apart), countedOnce(neighbours)],
  },
  {
    code: "ties-by-order",
    title: { en: "Ties go to another pair", zh: "次数相同时选错了符号对" },
    explanation: {
      en: "Of equally frequent pairs the smaller one is merged: by its left symbol, then by its right one. Here it is the one met first, the one met last, or the larger.",
      zh: "次数相同时应合并较小的一对：先比左边的符号，再比右边的。这里选的是最先遇到的、最后遇到的，或较大的一对。",
    },
    ways: [
      way({ choose: best(bySize) }),
      way({ choose: (totals) => best(bySize)([...totals].reverse()) }),
      way({ choose: best((a, b) => bySize(a, b) || smaller(b.pair, a.pair)) }),
      way({ choose: best((a, b) => bySize(a, b) || a.pair[1] - b.pair[1] || a.pair[0] - b.pair[0]) }),
    ],
  },
  {
    code: "id-already-taken",
    title: { en: "The new symbol's id is not free", zh: "新符号的 id 已被占用" },
    explanation: {
      en: "A new symbol gets the next free id, one more than the largest so far. Ids may have gaps: the number of distinct symbols, or of words, may be the id of another symbol.",
      zh: "新符号应使用下一个空闲的 id，即当前最大的 id 加 1。id 可能不连续：不同符号的个数，或词的个数，可能正是另一个符号的 id。",
    },
    ways: [way({ firstId: (words) => new Set(words.flat()).size }), way({ firstId: (words) => words.length })],
  },
  {
    code: "least-frequent-pair",
    title: { en: "The rarest pair is merged", zh: "合并的是最低频的符号对" },
    explanation: {
      en: "Byte-pair encoding merges the most frequent pair first. Here the order is reversed.",
      zh: "BPE 每次合并最高频的符号对，这里的顺序反了。",
    },
    ways: [way({ choose: best((a, b) => a.total - b.total || smaller(a.pair, b.pair)) })],
  },
];

export default mistakes;
