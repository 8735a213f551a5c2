/**
 * Grouped-query attention of RMS-normalised queries and keys. No mask.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, G, S, d); G divides H
 * @param {number[][][][]} v values, (B, G, S, d)
 * @param {number[]} gainQ (d)
 * @param {number[]} gainK (d)
 * @param {number} eps added to the mean squares
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, S)
 */
function qkNormAttention(q, k, v, gainQ, gainK, eps) {
  // TODO: normalise queries and keys, then attend.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
