function logSoftmax(x) {
  // (n, m) to (n, m)
  return x.map((row) => {
    const largest = row.reduce((a, b) => Math.max(a, b));
    const logOfSum = Math.log(row.reduce((sum, score) => sum + Math.exp(score - largest), 0));
    return row.map((score) => score - largest - logOfSum);
  });
}
