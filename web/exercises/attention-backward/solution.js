function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (n, m) to (m, n)
function transpose(x) {
  return x[0].map((_, column) => x.map((row) => row[column]));
}

// (n, m) by (m, p) gives (n, p).
function matmul(a, b) {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

function scaled(x, factor) {
  return x.map((row) => row.map((value) => value * factor));
}

// (S) to (S). Masked keys have the score -Infinity. A row of nothing else becomes a row of zeros.
function maskedSoftmax(scores) {
  const largest = Math.max(...scores);
  if (largest === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// Of one row, (S).
function softmaxBackward(weights, gradients) {
  const average = dot(weights, gradients);
  return weights.map((weight, j) => weight * (gradients[j] - average));
}

// One entry of the batch: q (L, d), k (S, d), v (S, m), mask (L, S), dout (L, m).
function backward(q, k, v, mask, dout) {
  const scale = 1 / Math.sqrt(q[0].length);
  const scores = matmul(q, transpose(k)); // (L, S)
  const p = scores.map((row, i) => maskedSoftmax(row.map((score, j) => (mask[i][j] ? scale * score : -Infinity))));

  const dv = matmul(transpose(p), dout); // (S, L) by (L, m): a value gathers from all queries
  const dp = matmul(dout, transpose(v)); // (L, m) by (m, S)
  const dz = p.map((weights, i) => softmaxBackward(weights, dp[i])); // (L, S), back through the softmax
  const dq = scaled(matmul(dz, k), scale); // (L, S) by (S, d)
  const dk = scaled(matmul(transpose(dz), q), scale); // (S, L) by (L, d)
  return { dq, dk, dv };
}

function attentionBackward(q, k, v, mask, dout) {
  const entries = q.map((_, b) => backward(q[b], k[b], v[b], mask[b], dout[b]));
  return {
    dq: entries.map(({ dq }) => dq),
    dk: entries.map(({ dk }) => dk),
    dv: entries.map(({ dv }) => dv),
  };
}
