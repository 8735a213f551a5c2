/**
 * The mean DPO loss of pairs of answers.
 *
 * @param {number[]} chosen log-probabilities of the preferred answers under the model, (B)
 * @param {number[]} rejected those of the other answers, (B)
 * @param {number[]} refChosen as chosen, under the reference model, (B)
 * @param {number[]} refRejected as rejected, under the reference model, (B)
 * @param {number} beta above 0
 * @returns {number}
 */
function dpoLoss(chosen, rejected, refChosen, refRejected, beta) {
  // TODO: -log(sigmoid(...)) of each pair, then the mean.
  return 0;
}
