function pairwiseSquaredDistances(x, y) {
  // (n, d) and (m, d) to (n, m)
  return x.map((a) => y.map((b) => a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0)));
}
