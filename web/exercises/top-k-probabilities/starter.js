/**
 * Probabilities of the k most likely tokens, at a temperature.
 *
 * @param {number[][]} logits (B, V)
 * @param {number} temperature above 0
 * @param {number} k from 1 to V
 * @returns {number[][]} (B, V): zero for the other tokens
 */
function topKProbabilities(logits, temperature, k) {
  // TODO: divide by the temperature, keep the k largest of each row, normalise.
  return logits.map((row) => row.map(() => 0));
}
