/**
 * Probabilities of the fewest most likely tokens that have at least p together.
 *
 * @param {number[][]} logits (B, V)
 * @param {number} p above 0 and up to 1
 * @returns {number[][]} (B, V): zero for the other tokens
 */
function topPProbabilities(logits, p) {
  // TODO: sort each row's probabilities, add them up, keep what is needed to reach p, normalise.
  return logits.map((row) => row.map(() => 0));
}
