const EPS = 1e-5;

function decoderLayer(x, memory, memoryMask, params, numHeads) {
  const { w1, b1, w2, b2, gamma1, beta1, gamma2, beta2, gamma3, beta3 } = params;
  return x.map((tokens, b) => {
    const own = attention(tokens, tokens, params, "", numHeads, (i, j) => j <= i); // causal
    const h = layerNorm(add(tokens, own), gamma1, beta1); // (L, D)
    const read = attention(h, memory[b], params, "cross_", numHeads, (_, j) => memoryMask[b][j]); // padding hidden
    const u = layerNorm(add(h, read), gamma2, beta2); // (L, D)
    const hidden = linear(u, w1, b1).map((row) => row.map((value) => Math.max(value, 0))); // (L, F)
    return layerNorm(add(u, linear(hidden, w2, b2)), gamma3, beta3); // (L, D)
  });
}

// Queries from rows (L, D), keys and values from source (S, D); isVisible(i, j) says what query i may attend to.
function attention(rows, source, params, prefix, numHeads, isVisible) {
  const project = (from, name) =>
    splitHeads(linear(from, params[`${prefix}w${name}`], params[`${prefix}b${name}`]), numHeads);
  const [q, k, v] = [project(rows, "q"), project(source, "k"), project(source, "v")]; // (H, L, d), twice (H, S, d)
  const merged = rows.map((_, i) =>
    q.flatMap((queries, head) => {
      const scores = k[head].map((key) => dot(queries[i], key) / Math.sqrt(key.length)); // (S)
      const weights = maskedSoftmax(scores, (j) => isVisible(i, j));
      return weightedSum(weights, v[head]); // (d)
    }),
  ); // (L, D)
  return linear(merged, params[`${prefix}wo`], params[`${prefix}bo`]);
}

// Weights of 0 for what is hidden, and for everything where there is nothing else.
function maskedSoftmax(scores, isVisible) {
  const largest = Math.max(...scores.filter((_, j) => isVisible(j)));
  const powers = scores.map((score, j) => (isVisible(j) ? Math.exp(score - largest) : 0));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (total === 0 ? 0 : power / total));
}

// (n, D) to (H, n, d): head h owns the features from h * d on.
function splitHeads(rows, numHeads) {
  const size = rows[0].length / numHeads;
  return Array.from({ length: numHeads }, (_, h) => rows.map((row) => row.slice(h * size, (h + 1) * size)));
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

// (n, in) to (n, out): row i of the weight belongs to output feature i.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((weights, i) => dot(row, weights) + bias[i]));
}

function layerNorm(rows, gamma, beta) {
  return rows.map((row) => {
    const center = mean(row);
    const variance = mean(row.map((value) => (value - center) ** 2));
    return row.map((value, i) => gamma[i] * ((value - center) / Math.sqrt(variance + EPS)) + beta[i]);
  });
}

function add(a, b) {
  return a.map((row, i) => row.map((value, j) => value + b[i][j]));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
