/**
 * Attention of one query for each sequence over keys and values that lie in pages. H query heads share G key heads.
 *
 * @param {number[][][]} q queries, (B, H, d)
 * @param {number[][][][]} kPages pages of keys, (N, T, G, d); unused slots hold rubbish, perhaps NaN
 * @param {number[][][][]} vPages pages of values, (N, T, G, d), likewise
 * @param {number[][]} table pages of each sequence, (B, M); -1 where it has no more
 * @param {number[]} lengths tokens of each sequence, (B), 0 to M * T
 * @returns {number[][][]} (B, H, d); zeros for a sequence of length 0
 */
function pagedAttention(q, kPages, vPages, table, lengths) {
  // TODO: find page and slot of each token, then attend.
  return q.map((heads) => heads.map((query) => query.map(() => 0)));
}
