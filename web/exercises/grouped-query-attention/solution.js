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

// One head: queries (L, d), keys and values (S, d).
function attend(queries, keys, values) {
  const scale = 1 / Math.sqrt(queries[0].length);
  const weights = queries.map((query) => softmax(keys.map((key) => scale * dot(query, key)))); // (L, S)
  return { out: weights.map((row) => weightedSum(row, values)), weights };
}

function groupedQueryAttention(q, k, v) {
  const groupSize = q[0].length / k[0].length; // query heads for each key head
  const heads = q.map((entry, b) =>
    entry.map((queries, h) => {
      const g = Math.floor(h / groupSize);
      return attend(queries, k[b][g], v[b][g]);
    }),
  );
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, S)
  };
}
