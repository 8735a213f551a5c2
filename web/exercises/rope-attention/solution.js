function ropeAttention(q, k, v, qPositions, kPositions, base) {
  const scale = 1 / Math.sqrt(q[0][0][0].length);
  const weights = q.map((heads, b) => {
    const keys = k[b].map((head) => head.map((key, j) => rotate(key, kPositions[b][j], base))); // (G, S, d)
    const size = heads.length / keys.length; // query heads that share a key head
    return heads.map((head, h) => {
      const group = keys[Math.floor(h / size)]; // (S, d)
      return head.map((vector, i) => {
        const query = rotate(vector, qPositions[b][i], base); // (d)
        const isVisible = (j) => kPositions[b][j] <= qPositions[b][i];
        return softmax(group.map((key, j) => (isVisible(j) ? scale * dot(query, key) : -Infinity))); // (S)
      });
    });
  });
  const out = weights.map((heads, b) => {
    const size = heads.length / v[b].length;
    return heads.map((rows, h) => rows.map((row) => weightedSum(row, v[b][Math.floor(h / size)])));
  });
  return { out, weights };
}

// (d) to (d): pair i is features i and i + d/2.
function rotate(vector, position, base) {
  const d = vector.length;
  const half = d / 2;
  const out = new Array(d);
  for (let i = 0; i < half; i++) {
    const angle = position * base ** ((-2 * i) / d);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    out[i] = vector[i] * cos - vector[i + half] * sin;
    out[i + half] = vector[i] * sin + vector[i + half] * cos;
  }
  return out;
}

function dot(a, b) {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

// A row without any visible key becomes a row of zeros.
function softmax(scores) {
  const largest = Math.max(...scores);
  if (largest === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}
