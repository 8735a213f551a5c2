function softmax(x, axis) {
  return axis === 0 ? transpose(transpose(x).map(softmaxOfRow)) : x.map(softmaxOfRow);
}

function softmaxOfRow(row) {
  const largest = Math.max(...row);
  const powers = row.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function transpose(x) {
  return x[0].map((_, column) => x.map((row) => row[column]));
}
