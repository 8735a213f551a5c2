/**
 * The gated feed-forward network of Llama. Each weight is applied as x @ w.T.
 *
 * @param {number[][][]} x tokens, (B, L, D)
 * @param {number[][]} wGate weight of the branch with the activation, (F, D)
 * @param {number[][]} wUp weight of the other branch, (F, D)
 * @param {number[][]} wDown weight back to D features, (D, F)
 * @returns {number[][][]} (B, L, D)
 */
function swiglu(x, wGate, wUp, wDown) {
  // TODO: SiLU on the gate, times the other branch, and back to D features.
  return x.map((tokens) => tokens.map((token) => token.map(() => 0)));
}
