/**
 * The gradients of layer normalisation, y = gamma * (x - mean) / sqrt(variance + eps) + beta.
 *
 * @param {number[][][]} x what was normalised, (B, L, D)
 * @param {number[]} gamma scale of each feature, (D)
 * @param {number[][][]} dy gradient with respect to y, (B, L, D)
 * @param {number} eps added to the variance
 * @returns {{ dx: number[][][], dgamma: number[], dbeta: number[] }} (B, L, D), (D), (D)
 */
function layerNormBackward(x, gamma, dy, eps) {
  // TODO: mean and variance depend on x too.
  const zeros = (row) => row.map(() => 0);
  return { dx: x.map((tokens) => tokens.map(zeros)), dgamma: zeros(gamma), dbeta: zeros(gamma) };
}
