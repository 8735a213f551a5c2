function attentionMask(lengths, seq) {
  const positions = Array.from({ length: seq }, (_, position) => position);
  // One (L, L) matrix for each entry: rows are queries, columns are keys.
  return lengths.map((length) => positions.map((i) => positions.map((j) => j <= i && j < length)));
}
