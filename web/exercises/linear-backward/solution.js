function linearBackward(x, w, dy) {
  const F = w.length;
  const D = w[0].length;
  const dx = x.map((tokens) => tokens.map((token) => token.map(() => 0))); // (B, L, D)
  const dw = w.map((row) => row.map(() => 0)); // (F, D)
  const db = w.map(() => 0); // (F)
  dy.forEach((gradients, b) => {
    gradients.forEach((gradient, i) => {
      for (let f = 0; f < F; f++) {
        db[f] += gradient[f];
        for (let c = 0; c < D; c++) {
          // y[b][i][f] has the term x[b][i][c] * w[f][c].
          dx[b][i][c] += gradient[f] * w[f][c];
          dw[f][c] += gradient[f] * x[b][i][c];
        }
      }
    });
  });
  return { dx, dw, db };
}
