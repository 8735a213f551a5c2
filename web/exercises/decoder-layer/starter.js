/**
 * One layer of a Transformer decoder: causal self-attention, cross-attention to memory, feed-forward network; post-norm, ReLU, eps 1e-5.
 *
 * @param {number[][][]} x tokens of the target, (B, L, D)
 * @param {number[][][]} memory what the encoder gives, (B, S, D)
 * @param {boolean[][]} memoryMask (B, S), true = real position, false = padding
 * @param {Record<string, any>} params wq, wk, wv, wo (D, D), bq, bk, bv, bo (D) of the self-attention; the same with cross_
 *   in front, as cross_wq, of the cross-attention; w1 (F, D), b1 (F), w2 (D, F), b2 (D); gamma1, beta1, gamma2, beta2, gamma3, beta3 (D)
 * @param {number} numHeads H
 * @returns {number[][][]} tokens after the layer, (B, L, D)
 */
function decoderLayer(x, memory, memoryMask, params, numHeads) {
  // TODO: h = norm1(x + selfAttention(x)), u = norm2(h + crossAttention(h, memory)), then norm3(u + feedForward(u)).
  return x.map((tokens) => tokens.map((token) => token.map(() => 0)));
}
