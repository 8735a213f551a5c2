/**
 * Probabilities to sample the next token from.
 *
 * @param {number[][]} logits (B, V)
 * @param {number} p how much probability is kept at least
 * @returns {number[][]} (B, V)
 */
function topPProbabilities(logits, p) {
  return logits.map((row) => {
    const probs = softmax(row);
    const order = probs.map((_, token) => token).sort((a, b) => probs[b] - probs[a]); // the likeliest first
    const out = row.map(() => 0);
    let sum = 0;
    for (const token of order) {
      if (sum + probs[token] > p) break;
      out[token] = probs[token];
      sum += probs[token];
    }
    return out.map((prob) => prob / sum);
  });
}

function softmax(row) {
  const largest = row.reduce((a, b) => Math.max(a, b));
  const powers = row.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
