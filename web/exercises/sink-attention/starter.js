/**
 * Causal attention in which exp(sink[h]) is one more term of each row's denominator.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, d)
 * @param {number[]} sink one score for each head, (H), not scaled
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, L), without the sink's share
 */
function sinkAttention(q, k, v, sink) {
  // TODO: scores, mask, softmax with the sink, weighted sum.
  return q.map((entry) => entry.map((head) => head.map((row) => row.map(() => 0))));
}
