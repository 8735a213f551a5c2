/**
 * A decoder block of Llama: h = x + attention(norm(x)), then h + swiglu(norm(h)).
 *
 * @param {number[][][]} x tokens, (B, L, D)
 * @param {Record<string, any>} params gamma1 (D), wq (D, D), wk (K, D), wv (K, D), wo (D, D), gamma2 (D), w_gate (F, D), w_up (F, D),
 *   w_down (D, F); weights are (out, in)
 * @param {number} numHeads query heads, H; d = D / H
 * @param {number} numKvHeads key and value heads, G; K = G * d
 * @param {number} base base of the rotary frequencies
 * @param {number} eps added to the mean square
 * @returns {number[][][]} tokens after the block, (B, L, D)
 */
function llamaBlock(x, params, numHeads, numKvHeads, base, eps) {
  // TODO
  return x.map((tokens) => tokens.map((token) => token.map(() => 0)));
}
