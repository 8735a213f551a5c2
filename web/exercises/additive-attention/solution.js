function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// Rows (n, in), a weight (h, in): (n, h).
function project(rows, weight) {
  return rows.map((row) => weight.map((one) => dot(one, row)));
}

// One sequence: q is (L, a), k is (S, c), v is (S, dv).
function attend(q, k, v, wq, wk, u) {
  const keys = project(k, wk); // (S, h)
  const weights = project(q, wq).map((query) => {
    const scores = keys.map((key) =>
      dot(
        u,
        query.map((value, n) => Math.tanh(value + key[n])),
      ),
    ); // (S)
    return softmax(scores);
  });
  const out = weights.map((row) => v[0].map((_, n) => row.reduce((sum, weight, j) => sum + weight * v[j][n], 0)));
  return { out, weights };
}

function additiveAttention(q, k, v, wq, wk, u) {
  const entries = q.map((queries, b) => attend(queries, k[b], v[b], wq, wk, u));
  return {
    out: entries.map(({ out }) => out), // (B, L, dv)
    weights: entries.map(({ weights }) => weights), // (B, L, S)
  };
}
