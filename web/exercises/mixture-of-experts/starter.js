/**
 * Each token goes to its k best experts, and their outputs are added up by the router's shares.
 *
 * @param {number[][]} x tokens, (N, D)
 * @param {number[][]} wRouter weight of the router, (E, D)
 * @param {number[][][]} w1 first layer of each expert, (E, F, D)
 * @param {number[][][]} w2 second layer of each expert, (E, D, F)
 * @param {number} k experts for each token
 * @returns {number[][]} (N, D)
 */
function mixtureOfExperts(x, wRouter, w1, w2, k) {
  // TODO: choose k experts for each token, run each expert on its own tokens, add up what they give.
  return x.map((token) => token.map(() => 0));
}
