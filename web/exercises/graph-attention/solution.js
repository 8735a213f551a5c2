function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (N) to (N). A row of -Infinity becomes a row of zeros.
function softmax(scores) {
  const largest = Math.max(...scores);
  if (largest === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// One head: weight (o, K), aDst and aSrc (o).
function attend(x, adjacency, weight, aDst, aSrc) {
  const z = x.map((node) => weight.map((row) => dot(row, node))); // (N, o)
  const attended = z.map((node) => dot(aSrc, node)); // (N)
  const weights = z.map((node, i) => {
    const attending = dot(aDst, node);
    const sums = attended.map((term) => attending + term); // (N)
    return softmax(sums.map((sum, j) => (adjacency[i][j] ? (sum > 0 ? sum : 0.2 * sum) : -Infinity)));
  });
  const out = weights.map((row) => weight.map((_, c) => row.reduce((sum, share, j) => sum + share * z[j][c], 0)));
  return { out, weights };
}

function graphAttention(x, adjacency, w, aDst, aSrc) {
  const heads = w.map((weight, h) => attend(x, adjacency, weight, aDst[h], aSrc[h]));
  return {
    out: x.map((_, i) => heads.flatMap(({ out }) => out[i])), // (N, H o)
    weights: heads.map(({ weights }) => weights), // (H, N, N)
  };
}
