function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// The softmax of the scores, with one more term in the denominator.
function softmaxWithSink(scores, sink) {
  const largest = Math.max(...scores, sink);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, Math.exp(sink - largest));
  return powers.map((power) => power / total);
}

// One head: q, k, v are (L, d), and the sink is a number.
function attend(q, k, v, sink) {
  const scale = 1 / Math.sqrt(q[0].length);
  const weights = q.map((query, i) => {
    const scores = k.map((key, j) => (j <= i ? scale * dot(query, key) : -Infinity)); // (L)
    return softmaxWithSink(scores, sink);
  });
  const out = weights.map((row) => v[0].map((_, c) => row.reduce((sum, weight, j) => sum + weight * v[j][c], 0)));
  return { out, weights };
}

function sinkAttention(q, k, v, sink) {
  const heads = q.map((entry, b) => entry.map((head, h) => attend(head, k[b][h], v[b][h], sink[h])));
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, L)
  };
}
