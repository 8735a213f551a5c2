/**
 * Causal linear attention with a state that is carried from position to position.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, dv)
 * @returns {number[][][][]} (B, H, L, dv)
 */
function recurrentLinearAttention(q, k, v) {
  // TODO: a state of d x dv and a sum of d, both zeros at first; at each position write, then read.
  return q.map((heads, b) => heads.map((queries, h) => queries.map(() => v[b][h][0].map(() => 0))));
}
