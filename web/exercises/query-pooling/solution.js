function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// Row o of the weight belongs to output feature o: this is x @ W.T + b.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

// Weights of 0 for padding, and for everything where there is nothing else.
function maskedSoftmax(scores, isReal) {
  const largest = Math.max(...scores.filter((_, j) => isReal[j]));
  const powers = scores.map((score, j) => (isReal[j] ? Math.exp(score - largest) : 0));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (total === 0 ? 0 : power / total));
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

// (n, D) to (H, n, d): head h owns the features from h * d on.
function splitHeads(rows, numHeads) {
  const size = rows[0].length / numHeads;
  return Array.from({ length: numHeads }, (_, h) => rows.map((row) => row.slice(h * size, (h + 1) * size)));
}

function queryPooling(queries, x, mask, params, numHeads) {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = params;
  const q = splitHeads(linear(queries, wq, bq), numHeads); // (H, N, d), once for the whole batch
  const out = [];
  const weights = [];
  for (let b = 0; b < x.length; b++) {
    const k = splitHeads(linear(x[b], wk, bk), numHeads); // (H, S, d)
    const v = splitHeads(linear(x[b], wv, bv), numHeads); // (H, S, d)
    const attended = q.map((rows, h) =>
      rows.map((query) => {
        const scores = k[h].map((key) => dot(query, key) / Math.sqrt(query.length)); // (S)
        return maskedSoftmax(scores, mask[b]);
      }),
    ); // (H, N, S)
    const merged = queries.map((_, n) => attended.flatMap((rows, h) => weightedSum(rows[n], v[h]))); // (N, D)
    weights.push(attended);
    out.push(linear(merged, wo, bo));
  }
  return { out, weights };
}
