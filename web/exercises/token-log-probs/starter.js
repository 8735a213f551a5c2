/**
 * The log-probability of one given token at each position.
 *
 * @param {number[][][]} logits (B, L, V)
 * @param {number[][]} ids (B, L), whole numbers from 0 to V - 1
 * @returns {number[][]} (B, L)
 */
function tokenLogProbs(logits, ids) {
  // TODO: log-softmax over the vocabulary, then the entry of each position's own token.
  return ids.map((row) => row.map(() => 0));
}
