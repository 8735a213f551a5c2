function attention(features, position) {
  const maps = features.map((image) => attendOver(image, position));
  return { out: maps.map((map) => map.out), weights: maps.map((map) => map.weights) };
}

function attendOver(image, position) {
  const width = image[0].length;
  const pixels = image.flat(); // (h * w, C)
  const targets = position.flat(); // (h * w, C)
  const flatWeights = softmax(pixels.map((pixel, i) => dot(pixel, targets[i]))); // (h * w)
  const out = pixels[0].map((_, channel) =>
    dot(
      flatWeights,
      pixels.map((pixel) => pixel[channel]),
    ),
  ); // (C)
  const weights = image.map((_, row) => flatWeights.slice(row * width, (row + 1) * width)); // (h, w)
  return { out, weights };
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
