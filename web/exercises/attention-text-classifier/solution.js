function classify(ids, mask, params) {
  return ids.map((sentence, b) => {
    const embedded = sentence.map((id) => params.embedding[id]);
    const attended = selfAttention(embedded, mask[b], params);
    const tokens = linear(attended, params.wo, params.bo);
    const real = tokens.filter((_, i) => mask[b][i]);
    return linear([mean(real)], params.wc, params.bc)[0];
  });
}

function selfAttention(x, isReal, { wq, bq, wk, bk, wv, bv }) {
  const q = linear(x, wq, bq);
  const k = linear(x, wk, bk);
  const v = linear(x, wv, bv);
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query) => {
    const scores = k.map((key, j) => (isReal[j] ? dot(query, key) * scale : -Infinity));
    const weights = softmax(scores);
    return v[0].map((_, feature) =>
      dot(
        weights,
        v.map((value) => value[feature]),
      ),
    );
  });
}

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
