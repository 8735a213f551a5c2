// -log(sigmoid(x)); the exponent is never positive
function negativeLogSigmoid(x) {
  return Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function dpoLoss(chosen, rejected, refChosen, refRejected, beta) {
  const losses = chosen.map((logProb, b) => {
    const margin = logProb - refChosen[b] - (rejected[b] - refRejected[b]);
    return negativeLogSigmoid(beta * margin);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
