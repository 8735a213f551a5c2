/**
 * Attention in which H query heads share G key and value heads. No mask.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, G, S, d); G divides H
 * @param {number[][][][]} v values, (B, G, S, d)
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, S)
 */
function groupedQueryAttention(q, k, v) {
  // TODO: find the key head of each query head, and attend.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
