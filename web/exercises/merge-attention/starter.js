/**
 * Attention over the keys of all parts, from what each part gave.
 *
 * @param {number[][][][][]} outs (P, B, H, L, d)
 * @param {number[][][][]} lses log-sum-exp of the scores of each part, (P, B, H, L); -Infinity for a part without keys
 * @returns {number[][][][]} (B, H, L, d)
 */
function mergeAttention(outs, lses) {
  // TODO: weigh the parts by exp(lse of the part - lse of all).
  return outs[0].map((heads) => heads.map((queries) => queries.map((row) => row.map(() => 0))));
}
