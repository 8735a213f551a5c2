/**
 * Weights the items by learned scores and adds them up.
 *
 * @param {number[][]} x items, shape (n, d)
 * @param w scoring weights
 * @returns {number[]} a vector, shape (d)
 */
function attention(x, w) {
  const scores = x.map((item) => w.map((column) => dot(item, column))); // the scores of each item
  const weights = scores.map((row) => Math.softmax(row)); // the weights of each item sum to one
  return weights.map((row) => weightedSum(row, x));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => rows.reduce((sum, row, i) => sum + weights[i] * row[feature], 0));
}
