/**
 * The mean cross-entropy over the targets that are not -100.
 *
 * @param {number[][][]} logits (B, L, V)
 * @param {number[][]} targets (B, L), whole numbers from 0 to V - 1, or -100
 * @returns {number}
 */
function crossEntropy(logits, targets) {
  // TODO: the negative log-probability of each target, averaged over those that count.
  return 0;
}
