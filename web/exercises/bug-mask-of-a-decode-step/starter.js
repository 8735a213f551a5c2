/**
 * Causal attention of L new tokens, with S tokens before them in a cache.
 *
 * @param {number[][][][]} q (B, H, L, d)
 * @param {number[][][][]} kNew (B, H, L, d)
 * @param {number[][][][]} vNew (B, H, L, d)
 * @param {number[][][][]} pastK (B, H, S, d)
 * @param {number[][][][]} pastV (B, H, S, d)
 * @returns {number[][][][]} (B, H, L, d)
 */
function cachedAttention(q, kNew, vNew, pastK, pastV) {
  const scale = 1 / Math.sqrt(q[0][0][0].length);
  return q.map((heads, b) =>
    heads.map((queries, h) => {
      const keys = [...pastK[b][h], ...kNew[b][h]]; // (S + L, d)
      const values = [...pastV[b][h], ...vNew[b][h]];
      return queries.map((query, i) => {
        const scores = keys.map((key, j) => (j <= i ? scale * dot(query, key) : -Infinity)); // causal
        return weightedSum(softmax(scores), values);
      });
    }),
  );
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
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}
