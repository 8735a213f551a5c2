function attention(features, position) {
  const scores = features.map((image) => image.map((row, i) => row.map((pixel, j) => dot(pixel, position[i][j]))));
  const weights = scores.map(softmaxOfMap);
  return { out: features.map((image, b) => weightedSum(weights[b].flat(), image.flat())), weights };
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// All positions of the map share one maximum and one sum.
function softmaxOfMap(map) {
  const largest = Math.max(...map.flat());
  const powers = map.map((row) => row.map((score) => Math.exp(score - largest)));
  const total = powers.flat().reduce((sum, power) => sum + power, 0);
  return powers.map((row) => row.map((power) => power / total));
}

// One weight for all channels of a pixel.
function weightedSum(weights, pixels) {
  return pixels[0].map((_, channel) => pixels.reduce((sum, pixel, i) => sum + weights[i] * pixel[channel], 0));
}
