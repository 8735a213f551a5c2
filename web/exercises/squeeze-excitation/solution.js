function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (n) by a weight of shape (m, n) and a bias (m) gives (m).
function linear(vector, weight, bias) {
  return weight.map((row, i) => dot(row, vector) + bias[i]);
}

function mean(map) {
  const pixels = map.flat(); // (h * w)
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
}

function squeezeExcitation(x, w1, b1, w2, b2) {
  const gate = x.map((image) => {
    const squeezed = image.map(mean); // (C)
    const hidden = linear(squeezed, w1, b1).map((z) => Math.max(z, 0)); // (r)
    return linear(hidden, w2, b2).map((z) => 1 / (1 + Math.exp(-z))); // (C)
  }); // (B, C)
  const out = x.map((image, b) => image.map((map, c) => map.map((row) => row.map((value) => value * gate[b][c]))));
  return { out, gate };
}
