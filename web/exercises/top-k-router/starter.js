/**
 * Chooses k of the experts for each token, and how much each of them counts.
 *
 * @param {number[][]} x (N, D)
 * @param {number[][]} w (E, D), applied as x @ w.T
 * @param {number} k from 1 to E
 * @returns {number[][]} (N, E): zero for the experts that are not chosen
 */
function topKRouter(x, w, k) {
  // TODO: score the experts, keep the k best of each token, softmax over those.
  return x.map(() => w.map(() => 0));
}
