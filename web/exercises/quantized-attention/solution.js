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

// One head: codes (S, d), scale and zero (1, d).
function byChannel(codes, [scale], [zero]) {
  return codes.map((row) => row.map((code, c) => (code - zero[c]) * scale[c]));
}

// One head: codes (S, d), scale and zero (S, 1).
function byToken(codes, scale, zero) {
  return codes.map((row, j) => row.map((code) => (code - zero[j][0]) * scale[j][0]));
}

function quantizedAttention(q, kCodes, kScale, kZero, vCodes, vScale, vZero) {
  return q.map((heads, b) => {
    const keys = kCodes[b].map((codes, g) => byChannel(codes, kScale[b][g], kZero[b][g])); // (G, S, d)
    const values = vCodes[b].map((codes, g) => byToken(codes, vScale[b][g], vZero[b][g])); // (G, S, d)
    return heads.map((queries, h) => {
      const g = Math.floor((h * keys.length) / heads.length);
      return queries.map((query) => {
        const scores = keys[g].map((key) => dot(query, key) / Math.sqrt(query.length)); // (S)
        return weightedSum(softmax(scores), values[g]); // (d)
      });
    });
  });
}
