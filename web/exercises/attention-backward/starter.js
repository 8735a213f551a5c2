/**
 * The gradients of masked attention: dq, dk and dv.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, m)
 * @param {boolean[][][]} mask true = may attend, (B, L, S)
 * @param {number[][][]} dout gradient with respect to the output, (B, L, m)
 * @returns {{ dq: number[][][], dk: number[][][], dv: number[][][] }} of the shapes of q, k and v
 */
function attentionBackward(q, k, v, mask, dout) {
  // TODO: compute the weights again, then go back step by step.
  const zeros = (x) => x.map((rows) => rows.map((row) => row.map(() => 0)));
  return { dq: zeros(q), dk: zeros(k), dv: zeros(v) };
}
