const EPS = 1e-5;

function encoderBlock(x, params, numHeads) {
  return x.map((tokens) => {
    const attended = multiHeadAttention(tokens, params, numHeads); // (L, D)
    const h = layerNorm(add(tokens, attended), params.gamma1, params.beta1); // (L, D)
    return layerNorm(add(h, feedForward(h, params)), params.gamma2, params.beta2);
  });
}

function multiHeadAttention(tokens, params, numHeads) {
  const q = linear(tokens, params.wq, params.bq); // (L, D)
  const k = linear(tokens, params.wk, params.bk);
  const v = linear(tokens, params.wv, params.bv);
  const headDim = q[0].length / numHeads;
  const heads = Array.from({ length: numHeads }, (_, head) => {
    // (L, D) to (L, d)
    const columns = (rows) => rows.map((row) => row.slice(head * headDim, (head + 1) * headDim));
    return attention(columns(q), columns(k), columns(v));
  });
  const concatenated = tokens.map((_, i) => heads.flatMap((head) => head[i])); // (L, D)
  return linear(concatenated, params.wo, params.bo);
}

// One head: q, k, v of shape (L, d).
function attention(q, k, v) {
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query) => {
    const weights = softmax(k.map((key) => dot(query, key) * scale)); // (L)
    return v[0].map((_, feature) =>
      dot(
        weights,
        v.map((value) => value[feature]),
      ),
    ); // (d)
  });
}

function feedForward(tokens, { w1, b1, w2, b2 }) {
  const hidden = linear(tokens, w1, b1).map((row) => row.map((value) => Math.max(value, 0))); // (L, F)
  return linear(hidden, w2, b2); // (L, D)
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

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
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
