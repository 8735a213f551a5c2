function rmsNorm(x, gamma, eps) {
  return x.map((sequence) => sequence.map((token) => normalise(token, gamma, eps)));
}

// (D) to (D)
function normalise(token, gamma, eps) {
  let total = 0;
  for (const value of token) total += value * value;
  const root = Math.sqrt(total / token.length + eps);
  return token.map((value, i) => (gamma[i] * value) / root);
}
