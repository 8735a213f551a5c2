/**
 * The parameters after one step of AdamW.
 *
 * @param {number[]} w parameters, (n)
 * @param {number[]} g their gradient, (n)
 * @param {number[]} m moving average of the gradients before this step, (n)
 * @param {number[]} v moving average of the squared gradients before this step, (n)
 * @param {number} step number of this step, from 1
 * @param {number} lr
 * @param {number} beta1
 * @param {number} beta2
 * @param {number} eps
 * @param {number} decay
 * @returns {number[]} (n)
 */
function adamwStep(w, g, m, v, step, lr, beta1, beta2, eps, decay) {
  // TODO: update the averages, correct their bias, move and decay the parameters.
  return w.map(() => 0);
}
