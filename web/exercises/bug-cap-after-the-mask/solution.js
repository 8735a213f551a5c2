function softcappedAttention(q, k, v, cap) {
  return q.map((heads, b) => heads.map((queries, h) => attend(queries, k[b][h], v[b][h], cap)));
}

// One head: queries, keys and values (L, d).
function attend(queries, keys, values, cap) {
  const scale = 1 / Math.sqrt(queries[0].length);
  return queries.map((query, i) => {
    const capped = keys.map((key) => cap * Math.tanh((scale * dot(query, key)) / cap));
    const weights = softmax(capped.map((score, j) => (j <= i ? score : -Infinity))); // after the cap
    return weightedSum(weights, values);
  });
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
