/**
 * Attends from every query to the keys that its row of the mask shows.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, d_v)
 * @param {boolean[][][]} mask true = may attend, (B, L, S)
 * @returns {number[][][]} (B, L, d_v); or { out, weights } with weights (B, L, S)
 */
function maskedAttention(q, k, v, mask) {
  // TODO: mask keys before the softmax; handle queries that may attend to nothing.
  return q.map((queries) => queries.map(() => new Array(v[0][0].length).fill(0)));
}
