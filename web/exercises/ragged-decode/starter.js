/**
 * Attention of one query for each sequence over the slots that the sequence uses. H query heads share G key heads.
 *
 * @param {number[][][][]} q queries, (B, H, 1, d)
 * @param {number[][][][]} k key slots, (B, G, S, d); from lengths[b] on rubbish, perhaps NaN
 * @param {number[][][][]} v value slots, (B, G, S, d), likewise
 * @param {number[]} lengths used slots of each sequence, (B), 0 to S
 * @returns {number[][][][]} (B, H, 1, d); zeros for a sequence of length 0
 */
function raggedDecode(q, k, v, lengths) {
  // TODO: attend over the first lengths[b] slots of each sequence.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
