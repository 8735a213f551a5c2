/**
 * Causal attention of L new tokens, with S tokens before them in a cache, whose keys are rotated already.
 *
 * @param {number[][][][]} q (B, H, L, d)
 * @param {number[][][][]} kNew (B, H, L, d)
 * @param {number[][][][]} vNew (B, H, L, d)
 * @param {number[][][][]} pastK (B, H, S, d)
 * @param {number[][][][]} pastV (B, H, S, d)
 * @param {number} base of the frequencies
 * @returns {number[][][][]} (B, H, L, d)
 */
function rotaryAttention(q, kNew, vNew, pastK, pastV, base) {
  const scale = 1 / Math.sqrt(q[0][0][0].length);
  return q.map((heads, b) =>
    heads.map((rows, h) => {
      const past = pastK[b][h].length;
      const queries = rows.map((query, i) => rotate(query, i, base));
      const keys = [...pastK[b][h], ...kNew[b][h].map((key, i) => rotate(key, i, base))]; // (S + L, d)
      const values = [...pastV[b][h], ...vNew[b][h]];
      return queries.map((query, i) => {
        const scores = keys.map((key, j) => (j <= past + i ? scale * dot(query, key) : -Infinity));
        return weightedSum(softmax(scores), values);
      });
    }),
  );
}

// Pair i is features i and i + d/2.
function rotate(vector, position, base) {
  const half = vector.length / 2;
  const angles = Array.from({ length: half }, (_, i) => position * base ** (-i / half));
  return [
    ...angles.map((angle, i) => vector[i] * Math.cos(angle) - vector[i + half] * Math.sin(angle)),
    ...angles.map((angle, i) => vector[i] * Math.sin(angle) + vector[i + half] * Math.cos(angle)),
  ];
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
