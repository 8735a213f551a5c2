/**
 * One block of a Transformer encoder: post-norm, ReLU, eps 1e-5.
 *
 * @param {number[][][]} x tokens, shape (B, L, D)
 * @param {object} params wq, wk, wv, wo of shape (D, D); bq, bk, bv, bo of shape (D); w1 (F, D), b1 (F), w2 (D, F), b2 (D);
 *   gamma1, beta1, gamma2, beta2 of shape (D)
 * @param {number} numHeads number of heads; divides D
 * @returns {number[][][]} tokens after the block, shape (B, L, D)
 */
function encoderBlock(x, params, numHeads) {
  // TODO: h = norm1(x + attention(x)), then norm2(h + feedForward(h)).
  return x.map((sequence) => sequence.map((token) => token.map(() => 0)));
}
