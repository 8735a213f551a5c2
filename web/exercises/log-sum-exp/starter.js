/**
 * The logarithm of the sum of exponentials of each row.
 *
 * @param {number[][]} x (n, m), some scores may be -Infinity
 * @returns {number[]} (n)
 */
function logSumExp(x) {
  // TODO: without overflow for large scores; -Infinity for a row of nothing else.
  return x.map(() => 0);
}
