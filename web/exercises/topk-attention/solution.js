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
function attend(q, k, v, top) {
  const scale = 1 / Math.sqrt(q[0].length);
  const weights = q.map(() => q.map(() => 0)); // (L, L)
  const out = q.map((query, i) => {
    const scores = k.slice(0, i + 1).map((key) => scale * dot(query, key)); // visible keys only
    const kept = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, top); // all, if they are fewer
    const shares = softmax(kept.map((j) => scores[j]));
    kept.forEach((j, n) => {
      weights[i][j] = shares[n];
    });
    return query.map((_, c) => kept.reduce((sum, j, n) => sum + shares[n] * v[j][c], 0)); // (d)
  });
  return { out, weights };
}

function topkAttention(q, k, v, top) {
  const heads = q.map((entry, b) => entry.map((head, h) => attend(head, k[b][h], v[b][h], top)));
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, L)
  };
}
