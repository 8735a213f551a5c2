/**
 * Attention of one vector over n items.
 *
 * @param {number[][]} x items, shape (n, d)
 * @param {number[]} w scoring vector, shape (d)
 * @returns {number[]} weighted sum of the items, shape (d); or { out, weights } to have the weights checked too
 */
function attention(x, w) {
  // TODO: score every item, turn the scores into weights, add the weighted items up.
  return w.map(() => 0);
}
