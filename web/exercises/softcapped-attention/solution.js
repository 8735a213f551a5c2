function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// One head: q, k, v are (L, d).
function attend(q, k, v, cap) {
  const scale = 1 / Math.sqrt(q[0].length);
  const capped = (score) => cap * Math.tanh(score / cap);
  const weights = q.map((query, i) => {
    const scores = k.map((key) => capped(scale * dot(query, key))); // (L)
    return softmax(scores.map((score, j) => (j <= i ? score : -Infinity))); // masked after the cap
  });
  const out = weights.map((row) => v[0].map((_, c) => row.reduce((sum, weight, j) => sum + weight * v[j][c], 0)));
  return { out, weights };
}

function softcappedAttention(q, k, v, cap) {
  const heads = q.map((entry, b) => entry.map((head, h) => attend(head, k[b][h], v[b][h], cap)));
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, L)
  };
}
