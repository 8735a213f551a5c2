/**
 * The gradients of attention, without the matrix of weights.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} k keys, (B, H, S, d)
 * @param {number[][][][]} v values, (B, H, S, d)
 * @param {number[][][][]} out what the forward pass returned, (B, H, L, d)
 * @param {number[][][]} lse log-sum-exp of each query's scores, which are scaled by 1 / sqrt(d), (B, H, L)
 * @param {number[][][][]} dout gradient with respect to out, (B, H, L, d)
 * @returns {{ dq: number[][][][], dk: number[][][][], dv: number[][][][] }} of the shapes of q, k and v
 */
function flashBackward(q, k, v, out, lse, dout) {
  // TODO: what is the weight of a key, given lse?
  const zeros = (x) => x.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
  return { dq: zeros(q), dk: zeros(k), dv: zeros(v) };
}
