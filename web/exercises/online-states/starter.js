/**
 * Running maximum and sum of each row, after each block of columns.
 *
 * @param {number[][]} x scores, (n, m)
 * @param {number} block columns in a block; the last block may be shorter
 * @returns {number[][][]} (n, T, 2) with T = ceil(m / block): first the maximum so far, then the sum of exp(x - maximum) so far
 */
function onlineStates(x, block) {
  // TODO: go through the blocks once; carry maximum and sum on.
  return x.map((row) => Array.from({ length: Math.ceil(row.length / block) }, () => [0, 0]));
}
