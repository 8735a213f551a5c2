function layerNorm(x, gamma, beta, eps) {
  return x.map((sequence) => sequence.map((token) => normalise(token, gamma, beta, eps)));
}

// (D) to (D)
function normalise(token, gamma, beta, eps) {
  const center = mean(token);
  const variance = mean(token.map((value) => (value - center) ** 2));
  const deviation = Math.sqrt(variance + eps);
  return token.map((value, i) => gamma[i] * ((value - center) / deviation) + beta[i]);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
