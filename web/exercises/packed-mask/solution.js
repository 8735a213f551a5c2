function packedMask(segments) {
  // One (L, L) matrix for each entry: rows are queries, columns are keys.
  return segments.map((row) => row.map((query, i) => row.map((key, j) => j <= i && query === key && query !== 0)));
}
