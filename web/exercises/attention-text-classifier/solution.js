function classify(ids, mask, params) {
  return ids.map((sentence, b) => {
    const embedded = sentence.map((id) => params.embedding[id]); // (L, D)
    const attended = selfAttention(embedded, mask[b], params); // (L, D)
    const tokens = linear(attended, params.wo, params.bo); // (L, D)
    const real = tokens.filter((_, i) => mask[b][i]); // as many rows as there are real tokens
    return linear([mean(real)], params.wc, params.bc)[0]; // (1, D) to (C)
  });
}

function selfAttention(x, isReal, { wq, bq, wk, bk, wv, bv }) {
  const q = linear(x, wq, bq); // (L, D)
  const k = linear(x, wk, bk);
  const v = linear(x, wv, bv);
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query) => {
    const scores = k.map((key, j) => (isReal[j] ? dot(query, key) * scale : -Infinity)); // (L)
    const weights = softmax(scores);
    return v[0].map((_, feature) =>
      dot(
        weights,
        v.map((value) => value[feature]),
      ),
    ); // (D)
  });
}

// (n, in) to (n, out): row i of the weight belongs to output feature i.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((weights, i) => dot(row, weights) + bias[i]));
}

function mean(rows) {
  return rows[0].map((_, feature) => rows.reduce((sum, row) => sum + row[feature], 0) / rows.length);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
