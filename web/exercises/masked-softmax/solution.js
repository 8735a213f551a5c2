function softmax(row) {
  const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = row.map((score) => Math.exp(score - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

function maskedSoftmax(scores, lengths) {
  return scores.map((rows, b) =>
    rows.map((row) => {
      const weights = softmax(row.slice(0, lengths[b])); // the valid keys; none for a length of 0
      return row.map((_, j) => (j < lengths[b] ? weights[j] : 0));
    }),
  );
}
