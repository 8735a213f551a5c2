/**
 * Attention whose scores are u · tanh(wq q + wk k).
 *
 * @param {number[][][]} q queries, (B, L, a)
 * @param {number[][][]} k keys, (B, S, c)
 * @param {number[][][]} v values, (B, S, dv)
 * @param {number[][]} wq projection of the queries, (h, a)
 * @param {number[][]} wk projection of the keys, (h, c)
 * @param {number[]} u (h)
 * @returns {number[][][]} (B, L, dv); or { out, weights } with weights (B, L, S)
 */
function additiveAttention(q, k, v, wq, wk, u) {
  // TODO: project, add every query to every key, tanh, scores, softmax, weighted sum.
  return q.map((queries, b) => queries.map(() => v[b][0].map(() => 0)));
}
