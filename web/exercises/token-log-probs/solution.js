// log(sum(exp(row))), with no exponential above one
function logSumExp(row) {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function tokenLogProbs(logits, ids) {
  // (B, L): each position's own token, from its own row of V logits
  return ids.map((tokens, b) => tokens.map((token, i) => logits[b][i][token] - logSumExp(logits[b][i])));
}
