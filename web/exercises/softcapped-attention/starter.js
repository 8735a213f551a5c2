/**
 * Causal attention whose scaled scores are squeezed between -cap and cap.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, d)
 * @param {number} cap above 0
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with weights (B, H, L, L)
 */
function softcappedAttention(q, k, v, cap) {
  // TODO: scores, scale, cap, mask, softmax, weighted sum.
  return q.map((entry) => entry.map((head) => head.map((row) => row.map(() => 0))));
}
