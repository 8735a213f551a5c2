function layerNormBackward(x, gamma, dy, eps) {
  const dgamma = gamma.map(() => 0); // (D)
  const dbeta = gamma.map(() => 0); // (D)
  const dx = x.map((tokens, b) =>
    tokens.map((token, i) => {
      const average = mean(token);
      const sigma = Math.sqrt(mean(token.map((value) => (value - average) ** 2)) + eps);
      const normalized = token.map((value) => (value - average) / sigma); // (D)
      const g = dy[b][i].map((gradient, c) => gradient * gamma[c]); // (D), gradient with respect to normalized
      const first = mean(g); // through the mean
      const second = mean(g.map((gradient, c) => gradient * normalized[c])); // through the variance
      dy[b][i].forEach((gradient, c) => {
        dgamma[c] += gradient * normalized[c];
        dbeta[c] += gradient;
      });
      return g.map((gradient, c) => (gradient - first - normalized[c] * second) / sigma);
    }),
  );
  return { dx, dgamma, dbeta };
}

function mean(values) {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}
