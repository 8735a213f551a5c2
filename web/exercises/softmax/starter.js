/**
 * Softmax of a matrix along one axis.
 *
 * @param {number[][]} x scores, shape (n, m)
 * @param {number} axis 0, 1 or -1
 * @returns {number[][]} weights, shape (n, m)
 */
function softmax(x, axis) {
  // TODO: make the numbers along `axis` positive, with sum one.
  return x.map((row) => row.map(() => 0));
}
