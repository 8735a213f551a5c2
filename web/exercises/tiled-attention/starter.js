/**
 * Attention over blocks of keys, with a running maximum, sum and output.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, S, d)
 * @param {number[][][][]} v values, (B, H, S, dv)
 * @param {number} block keys in a block; the last block may be shorter
 * @param {boolean} causal if true, query i may attend to the keys j <= i + S - L
 * @returns {{ out: number[][][][], lse: number[][][] }} (B, H, L, dv) and (B, H, L)
 */
function tiledAttention(q, k, v, block, causal) {
  // TODO: go through the blocks once; rescale sum and output when the maximum rises.
  const out = q.map((heads, b) => heads.map((queries, h) => queries.map(() => v[b][h][0].map(() => 0))));
  return { out, lse: out.map((heads) => heads.map((rows) => rows.map(() => 0))) };
}
