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

// One query (d) over keys and values (n, d).
function attend(query, keys, values) {
  const scale = 1 / Math.sqrt(query.length);
  return weightedSum(softmax(keys.map((key) => scale * dot(query, key))), values);
}

function pagedAttention(q, kPages, vPages, table, lengths) {
  const pageSize = kPages[0].length;
  return q.map((heads, b) => {
    if (lengths[b] === 0) return heads.map((query) => query.map(() => 0));
    const positions = Array.from({ length: lengths[b] }, (_, p) => p); // no other slot is ever read
    const gather = (pages) => positions.map((p) => pages[table[b][Math.floor(p / pageSize)]][p % pageSize]);
    const [keys, values] = [gather(kPages), gather(vPages)]; // (n, G, d)
    const groupSize = heads.length / keys[0].length;
    return heads.map((query, h) => {
      const ofHead = (tokens) => tokens.map((token) => token[Math.floor(h / groupSize)]); // (n, G, d) to (n, d)
      return attend(query, ofHead(keys), ofHead(values));
    });
  });
}
