/**
 * The mean loss of a language model: position i predicts token i + 1.
 *
 * @param {number[][][]} logits (B, L, V)
 * @param {number[][]} ids (B, L), whole numbers from 0 to V - 1
 * @param {boolean[][]} mask (B, L), true where a token counts as a target
 * @returns {number}
 */
function nextTokenLoss(logits, ids, mask) {
  // TODO: let each position meet the token after it, and average over the targets that count.
  return 0;
}
