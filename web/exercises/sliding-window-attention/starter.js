/**
 * Causal attention in which query i sees itself and the window - 1 keys before it.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, d)
 * @param {number} window at least 1; may be larger than L
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, L)
 */
function slidingWindowAttention(q, k, v, window) {
  // TODO: scores, mask, softmax, weighted sum.
  return q.map((entry) => entry.map((head) => head.map((row) => row.map(() => 0))));
}
