function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// One head: q, k, v are (L, d). Keys outside the window are never read.
function attend(q, k, v, window) {
  const scale = 1 / Math.sqrt(q[0].length);
  const weights = q.map(() => q.map(() => 0)); // (L, L)
  const out = q.map((query, i) => {
    const start = Math.max(0, i - window + 1);
    const seen = k.slice(start, i + 1); // (n, d), n <= window
    const shares = softmax(seen.map((key) => scale * dot(query, key))); // (n)
    shares.forEach((share, n) => {
      weights[i][start + n] = share;
    });
    return query.map((_, c) => shares.reduce((sum, share, n) => sum + share * v[start + n][c], 0)); // (d)
  });
  return { out, weights };
}

function slidingWindowAttention(q, k, v, window) {
  const heads = q.map((entry, b) => entry.map((head, h) => attend(head, k[b][h], v[b][h], window)));
  return {
    out: heads.map((entry) => entry.map(({ out }) => out)), // (B, H, L, d)
    weights: heads.map((entry) => entry.map(({ weights }) => weights)), // (B, H, L, L)
  };
}
