function dot(p, q) {
  let total = 0;
  for (let i = 0; i < p.length; i++) total += p[i] * q[i];
  return total;
}

function loraLinear(x, w, a, b, alpha) {
  const scale = alpha / a.length; // a has r rows
  return x.map((row) => {
    const hidden = a.map((down) => dot(down, row)); // (r)
    return w.map((weights, f) => dot(weights, row) + scale * dot(b[f], hidden)); // (F)
  });
}
