/**
 * How many standard deviations each reward lies above the mean of its group.
 *
 * @param {number[][]} rewards G answers to each of P prompts, (P, G)
 * @returns {number[][]} (P, G)
 */
function groupAdvantages(rewards) {
  // TODO: mean and standard deviation of each row; zeros where all rewards of a row are equal.
  return rewards.map((group) => group.map(() => 0));
}
