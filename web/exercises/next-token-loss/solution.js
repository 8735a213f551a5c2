// log(sum(exp(row))), with no exponential above one
function logSumExp(row) {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function nextTokenLoss(logits, ids, mask) {
  let [sum, count] = [0, 0];
  ids.forEach((tokens, b) => {
    for (let i = 0; i + 1 < tokens.length; i++) {
      if (!mask[b][i + 1]) continue;
      sum += logSumExp(logits[b][i]) - logits[b][i][tokens[i + 1]]; // position i predicts token i + 1
      count++;
    }
  });
  return sum / count;
}
