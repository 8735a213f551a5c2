function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// The start is rounded down, the end up.
function partsOf(size, n) {
  return Array.from({ length: n }, (_, i) => [Math.floor((i * size) / n), Math.ceil(((i + 1) * size) / n)]);
}

// The means of n * n regions in rows from the top left, (n * n, C).
function regionMeans(image, n) {
  const rows = partsOf(image[0].length, n);
  const columns = partsOf(image[0][0].length, n);
  return rows.flatMap(([top, bottom]) =>
    columns.map(([left, right]) =>
      image.map((map) => mean(map.slice(top, bottom).flatMap((row) => row.slice(left, right)))),
    ),
  );
}

function pyramidAttention(x, q) {
  const attended = x.map((image) => {
    const regions = [1, 2, 4].flatMap((n) => regionMeans(image, n)); // (21, C)
    const weights = softmax(regions.map((region) => dot(region, q) / Math.sqrt(q.length))); // (21)
    const out = q.map((_, c) =>
      dot(
        weights,
        regions.map((region) => region[c]),
      ),
    ); // (C)
    return { out, weights };
  });
  return { out: attended.map(({ out }) => out), weights: attended.map(({ weights }) => weights) };
}
