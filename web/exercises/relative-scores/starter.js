/**
 * Scores of queries with the relative positions of keys.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][]} r one vector for each offset from -(L - 1) to L - 1, (2L - 1, d)
 * @returns {number[][][][]} (B, H, L, L)
 */
function relativeScores(q, r) {
  // TODO: score[i][j] is q[i] times the vector of the offset j - i.
  return q.map((heads) => heads.map((rows) => rows.map(() => rows.map(() => 0))));
}
