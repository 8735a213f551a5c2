function deltaRule(q, k, v, beta) {
  return q.map((heads, b) => heads.map((queries, h) => ofHead(queries, k[b][h], v[b][h], beta[b][h])));
}

function ofHead(queries, keys, values, betas) {
  const state = values[0].map(() => keys[0].map(() => 0)); // (dv, d)
  return queries.map((query, i) =>
    state.map((row, e) => {
      const error = betas[i] * (values[i][e] - dot(row, keys[i]));
      for (let c = 0; c < row.length; c++) row[c] += error * keys[i][c];
      return dot(row, query); // one number of the output, (dv)
    }),
  );
}

function dot(a, b) {
  let total = 0;
  for (let c = 0; c < a.length; c++) total += a[c] * b[c];
  return total;
}
