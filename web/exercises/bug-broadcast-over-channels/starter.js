/**
 * Reduces every feature map to one vector, by attention over its positions.
 *
 * @param {number[][][][]} features (B, h, w, C)
 * @param {number[][][]} position (h, w, C)
 * @returns {number[][]} (B, C)
 */
function attention(features, position) {
  const scores = features.map((image) => image.map((row, i) => row.map((pixel, j) => dot(pixel, position[i][j]))));
  const weights = scores.map((map) => map.map(softmax));
  return multiply(features, weights);
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

// Element by element, for arrays of any depth.
function multiply(a, b) {
  return Array.isArray(a) ? a.map((part, i) => multiply(part, b[i])) : a * b;
}
