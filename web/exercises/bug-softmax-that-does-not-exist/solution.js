function attention(x, w) {
  const scores = x.map((item) => dot(item, w)); // one score for each item
  const weights = softmax(scores);
  return { out: weightedSum(weights, x), weights };
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => rows.reduce((sum, row, i) => sum + weights[i] * row[feature], 0));
}
