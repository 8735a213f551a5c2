function logSoftmax(row) {
  const largest = row.reduce((a, b) => Math.max(a, b));
  const logOfSum = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return row.map((logit) => logit - largest - logOfSum);
}

function labelSmoothingLoss(logits, targets, epsilon) {
  let loss = 0;
  logits.forEach((row, i) => {
    const logProbs = logSoftmax(row); // (V)
    const even = logProbs.reduce((a, b) => a + b, 0) / row.length; // the target too
    loss -= (1 - epsilon) * logProbs[targets[i]] + epsilon * even;
  });
  return loss / logits.length;
}
