function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// Row o of the weight belongs to output feature o: this is x @ W.T.
function project(rows, weight) {
  return rows.map((row) => weight.map((output) => dot(row, output)));
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function attentionMatrix(ids, embedding, wq, wk) {
  const x = ids.map((id) => embedding[id]); // (L, D)
  const q = project(x, wq); // (L, D)
  const k = project(x, wk); // (L, D)
  const scale = 1 / Math.sqrt(embedding[0].length);
  return q.map((query) => softmax(k.map((key) => scale * dot(query, key)))); // (L, L)
}
