/**
 * The mean cross-entropy to targets of which epsilon is spread evenly over all classes.
 *
 * @param {number[][]} logits (N, V)
 * @param {number[]} targets the right class of each row, (N)
 * @param {number} epsilon from 0 to 1
 * @returns {number}
 */
function labelSmoothingLoss(logits, targets, epsilon) {
  // TODO: the target distribution is (1 - epsilon) · one-hot + epsilon / V.
  return 0;
}
