// log(sum(exp(row))), with no exponential above one
function logSumExp(row) {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function crossEntropy(logits, targets) {
  let [sum, count] = [0, 0];
  targets.forEach((row, b) => {
    row.forEach((target, i) => {
      if (target === -100) return;
      sum += logSumExp(logits[b][i]) - logits[b][i][target];
      count++;
    });
  });
  return sum / count;
}
