/**
 * A frozen linear layer with a low-rank update.
 *
 * @param {number[][]} x (N, D)
 * @param {number[][]} w frozen weight, (F, D), applied as x @ w.T
 * @param {number[][]} a (r, D)
 * @param {number[][]} b (F, r)
 * @param {number} alpha the update is scaled by alpha / r
 * @returns {number[][]} (N, F)
 */
function loraLinear(x, w, a, b, alpha) {
  // TODO: add the scaled low-rank update to what the frozen weight gives.
  return x.map(() => w.map(() => 0));
}
