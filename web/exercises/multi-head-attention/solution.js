function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// Row o of the weight belongs to output feature o: this is x @ W.T + b.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// (L) and (L, d) to (d)
function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

// (L, D) to (H, L, d): head h owns the features from h * d on.
function splitHeads(rows, numHeads) {
  const size = rows[0].length / numHeads;
  return Array.from({ length: numHeads }, (_, h) => rows.map((row) => row.slice(h * size, (h + 1) * size)));
}

// One head: q, k, v of shape (L, d).
function attend(q, k, v) {
  const scale = 1 / Math.sqrt(q[0].length);
  const weights = q.map((query) => softmax(k.map((key) => scale * dot(query, key)))); // (L, L)
  return { weights, averages: weights.map((row) => weightedSum(row, v)) };
}

function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
  const heads = x.map((sequence) => {
    const q = splitHeads(linear(sequence, wq, bq), numHeads); // (L, D) to (H, L, d)
    const k = splitHeads(linear(sequence, wk, bk), numHeads);
    const v = splitHeads(linear(sequence, wv, bv), numHeads);
    return q.map((queries, h) => attend(queries, k[h], v[h]));
  });
  const out = x.map((sequence, b) => {
    const sideBySide = sequence.map((_, i) => heads[b].flatMap(({ averages }) => averages[i])); // (L, D)
    return linear(sideBySide, wo, bo); // (L, D)
  });
  return { out, weights: heads.map((entry) => entry.map(({ weights }) => weights)) };
}
