function recurrentLinearAttention(q, k, v) {
  return q.map((heads, b) => heads.map((queries, h) => ofHead(queries, k[b][h], v[b][h])));
}

const feature = (x) => (x > 0 ? x + 1 : Math.exp(x));

function ofHead(queries, keys, values) {
  const d = keys[0].length;
  const dv = values[0].length;
  const total = Array(d).fill(0); // (d), sum of feature(k) so far
  const state = Array.from({ length: d }, () => Array(dv).fill(0)); // (d, dv), sum of feature(k) times v so far
  return queries.map((query, i) => {
    const out = Array(dv).fill(0); // (dv)
    let normalizer = 0;
    for (let c = 0; c < d; c++) {
      const key = feature(keys[i][c]);
      const weight = feature(query[c]);
      total[c] += key;
      normalizer += weight * total[c];
      for (let e = 0; e < dv; e++) {
        state[c][e] += key * values[i][e];
        out[e] += weight * state[c][e];
      }
    }
    return out.map((value) => value / normalizer);
  });
}
