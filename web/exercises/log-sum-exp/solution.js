function logSumExp(x) {
  // (n, m) to (n)
  return x.map((row) => {
    const largest = row.reduce((a, b) => Math.max(a, b));
    if (largest === -Infinity) return largest; // -Infinity - -Infinity would be NaN
    return largest + Math.log(row.reduce((sum, score) => sum + Math.exp(score - largest), 0));
  });
}
