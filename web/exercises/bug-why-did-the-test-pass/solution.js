function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
  const project = (weight, bias) => perSequence((rows) => linear(rows, weight, bias), x);
  const q = project(wq, bq);
  const k = project(wk, bk);
  const v = project(wv, bv);
  const weights = softmax(perSequence(scoresOf, q, k), -1); // over the keys, however many axes come before
  return { out: perSequence((rows, values) => linear(average(rows, values), wo, bo), weights, v), weights };
}

// Calls f with one sequence of each array at a time, or with the arrays themselves where there is no batch.
function perSequence(f, ...arrays) {
  if (rank(arrays[0]) === 2) return f(...arrays);
  return arrays[0].map((_, b) => f(...arrays.map((array) => array[b])));
}

// The axis counts from the front or, if negative, from the end.
function softmax(x, axis) {
  if (axis < 0) return softmax(x, axis + rank(x));
  if (axis > 0) return x.map((part) => softmax(part, axis - 1));
  if (rank(x) > 1) return swapAxes(swapAxes(x).map((part) => softmax(part, 0)));
  const largest = Math.max(...x);
  const powers = x.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function scoresOf(queries, keys) {
  const scale = 1 / Math.sqrt(queries[0].length);
  return queries.map((query) => keys.map((key) => scale * dot(query, key)));
}

function average(weights, values) {
  return weights.map((row) => swapAxes(values).map((column) => dot(row, column)));
}

// Row o of the weight belongs to output feature o: this is x @ W.T + b.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

function rank(x) {
  return Array.isArray(x) ? 1 + rank(x[0]) : 0;
}

// The first two.
function swapAxes(x) {
  return x[0].map((_, j) => x.map((row) => row[j]));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
