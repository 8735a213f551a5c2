/**
 * Attends from every query to the keys that its row of the mask shows.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, e)
 * @param {boolean[][][]} mask true = may attend, (B, L, S)
 * @returns {number[][][]} (B, L, e); or { out, weights } with weights (B, L, S)
 */
function maskedAttention(q, k, v, mask) {
  // TODO: hide keys before the softmax, and mind the queries that may attend nothing.
  return q.map((queries) => queries.map(() => new Array(v[0][0].length).fill(0)));
}
