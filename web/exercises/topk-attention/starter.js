/**
 * Causal attention in which each query keeps only its `top` best visible keys.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, d)
 * @param {number} top at least 1; may be larger than L
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, L)
 */
function topkAttention(q, k, v, top) {
  // TODO: scores, mask, choice, softmax over what is kept, weighted sum.
  return q.map((entry) => entry.map((head) => head.map((row) => row.map(() => 0))));
}
