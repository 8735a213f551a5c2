// Shares of the parts from their log-sum-exps. An empty part has -Infinity and gets 0; so do all, if all are empty.
function sharesOf(lses) {
  const largest = Math.max(...lses);
  if (largest === -Infinity) return lses.map(() => 0);
  const powers = lses.map((lse) => Math.exp(lse - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function mergeAttention(outs, lses) {
  return outs[0].map((heads, b) =>
    heads.map((queries, h) =>
      queries.map((row, i) => {
        const shares = sharesOf(lses.map((part) => part[b][h][i])); // (P)
        return row.map((_, c) => shares.reduce((sum, share, p) => sum + share * outs[p][b][h][i][c], 0)); // (d)
      }),
    ),
  ); // (B, H, L, d)
}
