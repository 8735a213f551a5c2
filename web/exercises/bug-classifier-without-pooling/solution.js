function classify(ids, mask, params) {
  return ids.map((sentence, b) => {
    const embedded = sentence.map((id) => params.embedding[id]);
    const attended = selfAttention(embedded, mask[b], params);
    const tokens = linear(attended, params.wo, params.bo);
    const pooled = mean(tokens.filter((_, i) => mask[b][i]));
    return linear([pooled], params.wc, params.bc)[0];
  });
}

function selfAttention(x, isReal, { wq, bq, wk, bk, wv, bv }) {
  const q = linear(x, wq, bq);
  const k = linear(x, wk, bk);
  const v = linear(x, wv, bv);
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query) => {
    // Nothing attends to padding.
    const weights = softmax(k.map((key, j) => (isReal[j] ? scale * dot(query, key) : -Infinity)));
    return weightedSum(weights, v);
  });
}

function mean(rows) {
  return rows[0].map((_, feature) => rows.reduce((sum, row) => sum + row[feature], 0) / rows.length);
}

function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
