/**
 * Attends from every query to every key.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, d_v)
 * @returns {number[][][]} (B, L, d_v); or { out, weights } with weights (B, L, S)
 */
function scaledDotProductAttention(q, k, v) {
  // TODO: score every query against every key, turn each row of scores into weights, average the values.
  return q.map((queries) => queries.map(() => new Array(v[0][0].length).fill(0)));
}
