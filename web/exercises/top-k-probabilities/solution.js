function topKProbabilities(logits, temperature, k) {
  return logits.map((row) => {
    const order = row.map((_, token) => token).sort((a, b) => row[b] - row[a]); // stable: of equals the lower index first
    const kept = order.slice(0, k);
    const powers = kept.map((token) => Math.exp((row[token] - row[order[0]]) / temperature));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const out = row.map(() => 0); // (V)
    kept.forEach((token, rank) => {
      out[token] = powers[rank] / total;
    });
    return out;
  });
}
