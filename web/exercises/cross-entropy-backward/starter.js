/**
 * The gradient of the mean cross-entropy with respect to the logits.
 *
 * @param {number[][][]} logits (B, L, V)
 * @param {number[][]} targets the right tokens, (B, L); -100 where none counts
 * @returns {number[][][]} (B, L, V)
 */
function crossEntropyBackward(logits, targets) {
  // TODO: the gradient of each position that counts, divided by their number; zeros at the others.
  return logits.map((rows) => rows.map((row) => row.map(() => 0)));
}
