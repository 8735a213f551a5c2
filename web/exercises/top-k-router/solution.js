function topKRouter(x, w, k) {
  return x.map((token) => {
    const scores = w.map((expert) => expert.reduce((sum, weight, feature) => sum + weight * token[feature], 0)); // (E)
    const order = scores.map((_, expert) => expert).sort((a, b) => scores[b] - scores[a]); // stable: the lower index first
    const chosen = order.slice(0, k);
    const powers = chosen.map((expert) => Math.exp(scores[expert] - scores[order[0]]));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const out = scores.map(() => 0); // (E)
    chosen.forEach((expert, rank) => {
      out[expert] = powers[rank] / total;
    });
    return out;
  });
}
