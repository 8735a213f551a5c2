function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// C numbers through both layers: C numbers.
function layers(squeezed, w1, w2) {
  const hidden = w1.map((row) => Math.max(dot(row, squeezed), 0)); // (r)
  return w2.map((row) => dot(row, hidden)); // (C)
}

function channelGate(image, w1, w2) {
  const pixels = image.map((map) => map.flat()); // (C, h * w)
  const ofMeans = layers(pixels.map(mean), w1, w2);
  const ofMaxima = layers(
    pixels.map((values) => Math.max(...values)),
    w1,
    w2,
  );
  return ofMeans.map((value, c) => sigmoid(value + ofMaxima[c])); // (C)
}

// The kernel's middle is on the pixel (i, j); beyond the border the maps are 0.
function correlate(maps, kernel, i, j) {
  const top = (kernel[0].length - 1) / 2;
  const left = (kernel[0][0].length - 1) / 2;
  let total = 0;
  for (const [p, part] of kernel.entries()) {
    for (const [di, weights] of part.entries()) {
      for (const [dj, weight] of weights.entries()) total += weight * (maps[p][i + di - top]?.[j + dj - left] ?? 0);
    }
  }
  return total;
}

function spatialGate(image, kernel) {
  const squeeze = (fold) => image[0].map((row, i) => row.map((_, j) => fold(image.map((map) => map[i][j])))); // (h, w)
  const maps = [squeeze(mean), squeeze((values) => Math.max(...values))]; // (2, h, w)
  return image[0].map((row, i) => row.map((_, j) => sigmoid(correlate(maps, kernel[0], i, j)))); // (h, w)
}

function cbam(x, w1, w2, kernel) {
  return x.map((image) => {
    const channel = channelGate(image, w1, w2); // (C)
    const gated = image.map((map, c) => map.map((row) => row.map((value) => value * channel[c]))); // (C, h, w)
    const spatial = spatialGate(gated, kernel); // (h, w)
    return gated.map((map) => map.map((row, i) => row.map((value, j) => value * spatial[i][j])));
  });
}
