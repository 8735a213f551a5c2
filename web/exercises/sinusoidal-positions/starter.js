/**
 * Sines and cosines for the positions 0 to length - 1.
 *
 * @param {number} length number of positions
 * @param {number} dim features of each position; may be odd
 * @returns {number[][]} (length, dim)
 */
function sinusoidalPositions(length, dim) {
  // TODO: columns 2i and 2i + 1 are sine and cosine of p * 10000 ** ((-2 * i) / dim).
  return Array.from({ length }, () => new Array(dim).fill(0));
}
