function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (n) by a weight of shape (m, n) gives (m).
function project(vector, weight) {
  return weight.map((row) => dot(row, vector));
}

function silu(x) {
  return x / (1 + Math.exp(-x));
}

function swiglu(x, wGate, wUp, wDown) {
  return x.map((tokens) =>
    tokens.map((token) => {
      const gate = project(token, wGate).map(silu); // (F)
      const up = project(token, wUp); // (F)
      const hidden = gate.map((value, f) => value * up[f]); // (F)
      return project(hidden, wDown); // (D)
    }),
  );
}
