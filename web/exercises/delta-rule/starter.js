/**
 * A state that maps keys to values and is corrected at each position.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys of norm 1, (B, H, L, d)
 * @param {number[][][][]} v values, (B, H, L, dv)
 * @param {number[][][]} beta how far each position corrects the state, (B, H, L), between 0 and 1
 * @returns {number[][][][]} (B, H, L, dv)
 */
function deltaRule(q, k, v, beta) {
  // TODO: what does the state answer to the key? Correct it towards the value, then read it with the query.
  return q.map((heads, b) => heads.map((queries, h) => queries.map(() => v[b][h][0].map(() => 0))));
}
