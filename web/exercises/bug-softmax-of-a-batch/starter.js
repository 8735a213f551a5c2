/**
 * Softmax over the last axis.
 *
 * @param {number[][]} x scores, shape (B, n)
 * @returns {number[][]} weights, shape (B, n)
 */
function softmax(x) {
  const largest = Math.max(...x.flat()); // it cancels, but keeps exp from overflowing
  const powers = x.map((row) => row.map((score) => Math.exp(score - largest)));
  const total = powers.flat().reduce((sum, power) => sum + power, 0);
  return powers.map((row) => row.map((power) => power / total));
}
