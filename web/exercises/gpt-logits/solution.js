const EPS = 1e-5;

function gptLogits(ids, params, numHeads) {
  const { embedding, positions, gamma, beta } = params;
  return ids.map((sequence) => {
    let x = sequence.map((id, i) => add(embedding[id], positions[i])); // (L, D)
    for (let i = 0; i < params.wq.length; i++) x = block(x, (name) => params[name][i], numHeads);
    return x.map((row) => {
      const last = layerNorm(row, gamma, beta); // (D)
      return embedding.map((token) => dot(last, token)); // (V)
    });
  });
}

/** Pre-norm: each sublayer reads the normalised rows and adds to the rows themselves. `of` gives a parameter of the block. */
function block(x, of, numHeads) {
  const attended = attention(
    x.map((row) => layerNorm(row, of("gamma1"), of("beta1"))),
    of,
    numHeads,
  );
  return x.map((row, i) => {
    const h = add(row, attended[i]); // (D)
    return add(h, feedForward(layerNorm(h, of("gamma2"), of("beta2")), of));
  });
}

function attention(rows, of, numHeads) {
  const [q, k, v] = ["q", "k", "v"].map((name) => rows.map((row) => linear(row, of(`w${name}`), of(`b${name}`)))); // (L, D)
  const headDim = q[0].length / numHeads;
  const scale = 1 / Math.sqrt(headDim);
  return rows.map((_, i) => {
    const merged = Array.from({ length: numHeads }, (_, head) => {
      const own = (row) => row.slice(head * headDim, (head + 1) * headDim); // (d)
      const weights = softmax(k.slice(0, i + 1).map((key) => dot(own(q[i]), own(key)) * scale)); // (i + 1)
      return own(q[i]).map((_, feature) =>
        weights.reduce((sum, weight, j) => sum + weight * v[j][head * headDim + feature], 0),
      );
    }).flat(); // (D)
    return linear(merged, of("wo"), of("bo"));
  });
}

function feedForward(row, of) {
  return linear(linear(row, of("w1"), of("b1")).map(gelu), of("w2"), of("b2")); // (D) to (4D) and back
}

function gelu(x) {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

function linear(row, weight, bias) {
  return weight.map((weights, i) => dot(row, weights) + bias[i]);
}

function layerNorm(row, gamma, beta) {
  const center = mean(row);
  const variance = mean(row.map((value) => (value - center) ** 2));
  return row.map((value, i) => (gamma[i] * (value - center)) / Math.sqrt(variance + EPS) + beta[i]);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function add(a, b) {
  return a.map((value, i) => value + b[i]);
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
