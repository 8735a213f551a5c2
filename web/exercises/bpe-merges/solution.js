/** Neighbouring symbols; of a run such as aaa every second pair, as a merge would take them. */
function pairsOf(word) {
  const pairs = [];
  let taken = -1;
  for (let i = 0; i + 1 < word.length; i++) {
    if (word[i] === word[i + 1]) {
      if (taken === i) continue;
      taken = i + 1;
    }
    pairs.push([word[i], word[i + 1]]);
  }
  return pairs;
}

function merge(word, [left, right], symbol) {
  const merged = [];
  for (let i = 0; i < word.length; i++) {
    if (word[i] === left && word[i + 1] === right) {
      merged.push(symbol);
      i++;
    } else merged.push(word[i]);
  }
  return merged;
}

function bpeMerges(words, counts, merges) {
  let current = words.map((row) => row.filter((symbol) => symbol >= 0)); // W words of different lengths
  let nextId = Math.max(...current.flat()) + 1;
  const learned = [];
  while (learned.length < merges) {
    const totals = new Map();
    current.forEach((word, w) => {
      for (const pair of pairsOf(word)) {
        const seen = totals.get(pair.join()) ?? { pair, total: 0 };
        seen.total += counts[w];
        totals.set(pair.join(), seen);
      }
    });
    // The most frequent, then the smallest.
    const [best] = [...totals.values()].sort(
      (a, b) => b.total - a.total || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1],
    );
    learned.push(best.pair);
    const symbol = nextId++;
    current = current.map((word) => merge(word, best.pair, symbol));
  }
  return learned; // (merges, 2)
}
