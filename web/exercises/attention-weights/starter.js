/**
 * Attention weights: how much each item counts.
 *
 * @param {number[][]} x items, shape (n, d)
 * @param {number[]} w scoring vector, shape (d)
 * @returns {number[]} weights, shape (n)
 */
function computeAttention(x, w) {
  // TODO: score every item with w, then turn the scores into weights.
  return x.map(() => 0);
}
