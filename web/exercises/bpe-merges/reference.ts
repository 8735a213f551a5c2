/** The right answer, in whole numbers: no kernel's business. Plain on purpose; the mistakes are written without it. */

/** A pair of symbols that stand side by side. */
export type Pair = readonly [left: number, right: number];

/**
 * The pairs that byte-pair encoding merges, in order (Sennrich et al., 2016, algorithm 1).
 *
 * @param words rows of symbols without fill
 * @param counts how often each word occurs
 */
export function learnMerges(words: readonly (readonly number[])[], counts: readonly number[], merges: number): Pair[] {
  let current = words;
  let next = Math.max(...words.flat()) + 1;
  const learned: Pair[] = [];
  for (let step = 0; step < merges; step++) {
    const best = mostFrequent(current, counts);
    learned.push(best);
    const symbol = next++;
    current = current.map((word) => merged(word, best, symbol));
  }
  return learned;
}

/** Of equally frequent pairs the smaller: by its left symbol, then by its right one. */
function mostFrequent(words: readonly (readonly number[])[], counts: readonly number[]): Pair {
  const totals = new Map<string, { readonly pair: Pair; total: number }>();
  words.forEach((word, w) => {
    let taken = -1;
    for (let i = 0; i + 1 < word.length; i++) {
      const pair: Pair = [word[i] as number, word[i + 1] as number];
      // The second half of a pair of equals is no first half as well: "aaa" holds "aa" once.
      if (pair[0] === pair[1] && taken === i) continue;
      if (pair[0] === pair[1]) taken = i + 1;
      const key = pair.join();
      const known = totals.get(key) ?? { pair, total: 0 };
      known.total += counts[w] as number;
      totals.set(key, known);
    }
  });
  const [best] = [...totals.values()].sort(
    (a, b) => b.total - a.total || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1],
  );
  if (!best) throw new RangeError("No pair is left to merge.");
  return best.pair;
}

/** A word with every occurrence of the pair replaced, from left to right. */
function merged(word: readonly number[], [left, right]: Pair, symbol: number): readonly number[] {
  const result: number[] = [];
  for (let i = 0; i < word.length; i++) {
    const isPair = word[i] === left && word[i + 1] === right;
    result.push(isPair ? symbol : (word[i] as number));
    if (isPair) i++;
  }
  return result;
}
