function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// One query: keys 0 to seen - 1 of k (S, d) and v (S, dv), block by block.
function attend(query, k, v, seen, block) {
  const scale = 1 / Math.sqrt(query.length);
  let maximum = -Infinity;
  let total = 0;
  let acc = v[0].map(() => 0); // (dv), not divided yet
  for (let start = 0; start < seen; start += block) {
    const end = Math.min(start + block, seen);
    const scores = k.slice(start, end).map((key) => scale * dot(query, key)); // (n), n <= block
    const next = Math.max(maximum, ...scores);
    const factor = Math.exp(maximum - next); // exp(-Infinity) is 0 before the first block
    const powers = scores.map((score) => Math.exp(score - next)); // (n)
    total = powers.reduce((sum, power) => sum + power, total * factor);
    acc = acc.map((value, c) => powers.reduce((sum, power, j) => sum + power * v[start + j][c], value * factor));
    maximum = next;
  }
  if (total === 0) return { out: acc, lse: -Infinity };
  return { out: acc.map((value) => value / total), lse: maximum + Math.log(total) };
}

function tiledAttention(q, k, v, block, causal) {
  const results = q.map((heads, b) =>
    heads.map((queries, h) => {
      const [L, S] = [queries.length, k[b][h].length];
      return queries.map((query, i) => {
        const seen = causal ? Math.max(0, i + S - L + 1) : S;
        return attend(query, k[b][h], v[b][h], seen, block);
      });
    }),
  );
  return {
    out: results.map((heads) => heads.map((rows) => rows.map(({ out }) => out))), // (B, H, L, dv)
    lse: results.map((heads) => heads.map((rows) => rows.map(({ lse }) => lse))), // (B, H, L)
  };
}
