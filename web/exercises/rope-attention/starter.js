/**
 * Attention with rotary positions: queries and keys are rotated by their own positions; pair i is features i and i + d/2.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, G, S, d), not yet rotated; G divides H
 * @param {number[][][][]} v values, (B, G, S, d)
 * @param {number[][]} qPositions (B, L)
 * @param {number[][]} kPositions (B, S)
 * @param {number} base base of the frequencies
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, S)
 */
function ropeAttention(q, k, v, qPositions, kPositions, base) {
  // TODO: rotate queries and keys; each query attends to the keys whose position is at most its own.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
