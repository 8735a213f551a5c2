function flashBackward(q, k, v, out, lse, dout) {
  const zeros = (x) => x.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
  const [dq, dk, dv] = [zeros(q), zeros(k), zeros(v)];
  const scale = 1 / Math.sqrt(q[0][0][0].length);
  q.forEach((heads, b) => {
    heads.forEach((queries, h) => {
      queries.forEach((query, i) => {
        const gradient = dout[b][h][i];
        const average = dot(gradient, out[b][h][i]); // D: the sum of P * dP of the whole row
        k[b][h].forEach((key, j) => {
          const p = Math.exp(dot(query, key) * scale - lse[b][h][i]);
          const ds = p * (dot(gradient, v[b][h][j]) - average) * scale;
          for (let c = 0; c < query.length; c++) {
            dq[b][h][i][c] += ds * key[c];
            dk[b][h][j][c] += ds * query[c];
            dv[b][h][j][c] += p * gradient[c];
          }
        });
      });
    });
  });
  return { dq, dk, dv };
}

function dot(a, b) {
  let total = 0;
  for (let c = 0; c < a.length; c++) total += a[c] * b[c];
  return total;
}
