function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (n) by a weight of shape (m, n) gives (m).
function project(vector, weight) {
  return weight.map((row) => dot(row, vector));
}

function mixtureOfExperts(x, wRouter, w1, w2, k) {
  return x.map((token) => {
    const scores = project(token, wRouter); // (E)
    const order = scores.map((_, expert) => expert).sort((a, b) => scores[b] - scores[a]); // stable: the lower index first
    const chosen = order.slice(0, k);
    const powers = chosen.map((expert) => Math.exp(scores[expert] - scores[order[0]]));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const outputs = chosen.map((expert) => {
      const hidden = project(token, w1[expert]).map((value) => Math.max(value, 0)); // (F)
      return project(hidden, w2[expert]); // (D)
    }); // (k, D)
    return token.map((_, d) => outputs.reduce((sum, output, rank) => sum + (powers[rank] / total) * output[d], 0));
  });
}
