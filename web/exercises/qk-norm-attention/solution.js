function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// One query or one key of a head, (d).
function normalised(row, gain, eps) {
  const root = Math.sqrt(dot(row, row) / row.length + eps);
  return row.map((value, c) => (value / root) * gain[c]);
}

// One head: queries (L, d), keys and values (S, d).
function attend(queries, keys, values) {
  const scale = 1 / Math.sqrt(queries[0].length);
  const weights = queries.map((query) => softmax(keys.map((key) => scale * dot(query, key)))); // (L, S)
  const out = weights.map((row) =>
    values[0].map((_, c) => row.reduce((sum, weight, j) => sum + weight * values[j][c], 0)),
  );
  return { out, weights };
}

function qkNormAttention(q, k, v, gainQ, gainK, eps) {
  const groupSize = q[0].length / k[0].length; // query heads for each key head
  const heads = q.map((entry, b) => {
    const keys = k[b].map((head) => head.map((key) => normalised(key, gainK, eps))); // (G, S, d)
    return entry.map((head, h) => {
      const g = Math.floor(h / groupSize);
      const queries = head.map((query) => normalised(query, gainQ, eps)); // (L, d)
      return attend(queries, keys[g], v[b][g]);
    });
  });
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, S)
  };
}
