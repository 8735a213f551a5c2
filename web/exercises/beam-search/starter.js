/**
 * The tokens that beam search finds.
 *
 * @param {number[]} logStart log-probability of each first token, (V)
 * @param {number[][]} logStep log-probability of token t after token s, (V, V)
 * @param {number} end the token that finishes a hypothesis
 * @param {number} beams how many hypotheses are kept
 * @param {number} maxLength
 * @returns {number[]} (maxLength): the tokens, then -1
 */
function beamSearch(logStart, logStep, end, beams, maxLength) {
  // TODO: begin with the best single tokens; extend, rank all together, keep the best.
  return Array(maxLength).fill(-1);
}
