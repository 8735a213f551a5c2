function softmax(x, axis) {
  // Columns are the rows of the transpose, (m, n).
  return axis === 0 ? transpose(transpose(x).map(softmaxOfRow)) : x.map(softmaxOfRow);
}

// (m) to (m)
function softmaxOfRow(row) {
  const largest = Math.max(...row);
  const powers = row.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// (n, m) to (m, n)
function transpose(x) {
  return x[0].map((_, column) => x.map((row) => row[column]));
}
