/**
 * Root mean square normalisation over the last axis.
 *
 * @param {number[][][]} x tokens, shape (B, L, D)
 * @param {number[]} gamma gain of each feature, shape (D)
 * @param {number} eps added to the mean square
 * @returns {number[][][]} normalised tokens, shape (B, L, D)
 */
function rmsNorm(x, gamma, eps) {
  // TODO: divide every token by its root mean square, then multiply its features by gamma.
  return x.map((sequence) => sequence.map((token) => token.map(() => 0)));
}
