function linearAttention(q, k, v) {
  const feature = (x) => (x > 0 ? x + 1 : Math.exp(x));
  return q.map((heads, b) => heads.map((queries, h) => ofHead(queries, k[b][h], v[b][h], feature)));
}

function ofHead(queries, keys, values, feature) {
  const d = keys[0].length;
  const dv = values[0].length;
  const total = Array(d).fill(0); // (d), sum of feature(k)
  const state = Array.from({ length: d }, () => Array(dv).fill(0)); // (d, dv), sum of feature(k) times v
  keys.forEach((key, j) => {
    for (let c = 0; c < d; c++) {
      const weight = feature(key[c]);
      total[c] += weight;
      for (let e = 0; e < dv; e++) state[c][e] += weight * values[j][e];
    }
  });
  return queries.map((query) => {
    const out = Array(dv).fill(0); // (dv)
    let normalizer = 0;
    for (let c = 0; c < d; c++) {
      const weight = feature(query[c]);
      normalizer += weight * total[c];
      for (let e = 0; e < dv; e++) out[e] += weight * state[c][e];
    }
    return out.map((value) => value / normalizer);
  });
}
