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

// One query (d) over keys and values (S + 1, d).
function attend(query, keys, values) {
  const scale = 1 / Math.sqrt(query.length);
  return weightedSum(softmax(keys.map((key) => scale * dot(query, key))), values);
}

function decodeStep(q, kNew, vNew, pastK, pastV) {
  return q.map((heads, b) => {
    const groupSize = heads.length / kNew[b].length;
    const keys = kNew[b].map((fresh, g) => [...pastK[b][g], ...fresh]); // (G, S + 1, d); the cache may be []
    const values = vNew[b].map((fresh, g) => [...pastV[b][g], ...fresh]);
    return heads.map(([query], h) => {
      const g = Math.floor(h / groupSize);
      return [attend(query, keys[g], values[g])]; // (1, d)
    });
  });
}
