function draw(weights, u) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  return weights.findIndex((weight) => {
    reached += weight / total;
    return u < reached;
  });
}

function acceptDraft(p, q, draft, u, uLast) {
  const K = draft.length;
  const rejected = draft.findIndex((token, i) => u[i] >= p[i][token] / q[i][token]);
  const n = rejected < 0 ? K : rejected; // accepted tokens
  const weights = n < K ? p[n].map((value, v) => Math.max(0, value - q[n][v])) : p[K]; // (V)
  return [...draft.slice(0, n), draw(weights, uLast), ...Array(K - n).fill(-1)]; // (K + 1)
}
