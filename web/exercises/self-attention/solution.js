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

// (L) and (L, D) to (D)
function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

// One sequence, (L, D).
function attend(sequence, wq, bq, wk, bk, wv, bv) {
  const q = linear(sequence, wq, bq); // (L, D)
  const k = linear(sequence, wk, bk);
  const v = linear(sequence, wv, bv);
  const scale = 1 / Math.sqrt(q[0].length);
  const weights = q.map((query) => softmax(k.map((key) => scale * dot(query, key)))); // (L, L)
  return { weights, averages: weights.map((row) => weightedSum(row, v)) };
}

function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
  const attended = x.map((sequence) => attend(sequence, wq, bq, wk, bk, wv, bv));
  return {
    out: attended.map(({ averages }) => linear(averages, wo, bo)), // (B, L, D)
    weights: attended.map(({ weights }) => weights), // (B, L, L)
  };
}
