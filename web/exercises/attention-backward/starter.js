/**
 * The gradients of masked attention by queries, keys and values.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, m)
 * @param {boolean[][][]} mask true = may attend, (B, L, S)
 * @param {number[][][]} dout gradient with respect to the output of the attention, (B, L, m)
 * @returns {{ dq: number[][][], dk: number[][][], dv: number[][][] }} of the shapes of q, k and v
 */
function attentionBackward(q, k, v, mask, dout) {
  // TODO: compute the weights again, then go back through the average, the softmax and the scores.
  const zeros = (x) => x.map((rows) => rows.map((row) => row.map(() => 0)));
  return { dq: zeros(q), dk: zeros(k), dv: zeros(v) };
}
