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

// One query (d) over the keys and values that it sees, (n, d).
function attend(query, keys, values) {
  const scale = 1 / Math.sqrt(query.length);
  return weightedSum(softmax(keys.map((key) => scale * dot(query, key))), values);
}

function chunkAttention(q, k, v, pastK, pastV) {
  return q.map((heads, b) => {
    const groupSize = heads.length / k[b].length;
    return heads.map((queries, h) => {
      const g = Math.floor(h / groupSize);
      const keys = [...pastK[b][g], ...k[b][g]]; // (P + L, d); the cache may be []
      const values = [...pastV[b][g], ...v[b][g]];
      const past = pastK[b][g].length;
      return queries.map((query, i) => attend(query, keys.slice(0, past + i + 1), values.slice(0, past + i + 1)));
    });
  });
}
