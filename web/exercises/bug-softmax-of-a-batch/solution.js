function softmax(x) {
  return x.map(softmaxOfRow);
}

function softmaxOfRow(row) {
  const largest = Math.max(...row); // it cancels, but keeps exp from overflowing
  const powers = row.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
