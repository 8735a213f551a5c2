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

// One query (d) over the used keys and values (n, d).
function attend(query, keys, values) {
  const scale = 1 / Math.sqrt(query.length);
  return weightedSum(softmax(keys.map((key) => scale * dot(query, key))), values);
}

function raggedDecode(q, k, v, lengths) {
  return q.map((heads, b) => {
    const groupSize = heads.length / k[b].length;
    const used = (slots) => slots.slice(0, lengths[b]); // (S, d) to (n, d): rubbish is never read
    return heads.map(([query], h) => {
      const g = Math.floor(h / groupSize);
      if (lengths[b] === 0) return [query.map(() => 0)];
      return [attend(query, used(k[b][g]), used(v[b][g]))]; // (1, d)
    });
  });
}
