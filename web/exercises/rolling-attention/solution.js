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

// The filled slots (n, d) of a ring (W, d) after the new token is written.
function withToken(ring, token, position) {
  const slots = [...ring];
  slots[position % ring.length] = token;
  return slots.slice(0, position + 1);
}

function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
  return q.map((heads, b) => {
    const groupSize = heads.length / kNew[b].length;
    const keys = ringK[b].map((ring, g) => withToken(ring, kNew[b][g], position)); // (G, n, d)
    const values = ringV[b].map((ring, g) => withToken(ring, vNew[b][g], position));
    return heads.map((query, h) => {
      const g = Math.floor(h / groupSize);
      return attend(query, keys[g], values[g]); // (d)
    });
  });
}
