function attention(x, w) {
  const weights = softmax(x.map((item) => dot(item, w))); // (n)
  const out = w.map((_, feature) =>
    dot(
      weights,
      x.map((item) => item[feature]),
    ),
  ); // (d)
  return { out, weights };
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
