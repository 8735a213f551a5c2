/**
 * The pairs of symbols that byte-pair encoding merges, in order.
 *
 * words: symbols, shape (W, L), each row filled with -1; counts: shape (W,).
 * Returns whole numbers of shape (merges, 2).
 */
function bpeMerges(words, counts, merges) {
  // TODO: count the pairs, merge the most frequent one, count again.
  return Array.from({ length: merges }, () => [0, 0]);
}
