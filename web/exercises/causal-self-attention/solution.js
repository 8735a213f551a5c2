function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// Row o of the weight belongs to output feature o: this is x @ W.T + b.
function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

// Position i sees positions 0 to i, so its softmax has i + 1 terms; the weights of later keys are 0.
function pastWeights(q, k, i) {
  const seen = k.slice(0, i + 1);
  const scores = seen.map((key) => dot(q[i], key) / Math.sqrt(key.length));
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return k.map((_, j) => (j <= i ? powers[j] / total : 0)); // (L)
}

// q, k, v: (L, d)
function attend(q, k, v) {
  const weights = q.map((_, i) => pastWeights(q, k, i)); // (L, L)
  const averages = weights.map((row) =>
    v[0].map((_, c) =>
      dot(
        row,
        v.map((value) => value[c]),
      ),
    ),
  ); // (L, d)
  return { weights, averages };
}

function causalSelfAttention(x, wQkv, bQkv, wO, bO, numHeads) {
  const D = bO.length;
  const d = D / numHeads;
  const heads = x.map((sequence) => {
    const qkv = linear(sequence, wQkv, bQkv); // (L, 3 D)
    return Array.from({ length: numHeads }, (_, h) => {
      // Feature c of head h: h * d + c of the queries, D further on of the keys, 2 D of the values.
      const part = (which) => qkv.map((row) => row.slice(which * D + h * d, which * D + (h + 1) * d)); // (L, d)
      return attend(part(0), part(1), part(2));
    });
  });
  const out = x.map((sequence, b) => {
    const merged = sequence.map((_, i) => heads[b].flatMap(({ averages }) => averages[i])); // (L, D)
    return linear(merged, wO, bO);
  });
  return { out, weights: heads.map((entry) => entry.map(({ weights }) => weights)) };
}
