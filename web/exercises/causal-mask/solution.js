function causalMask(seqQ, seqK) {
  const past = seqK - seqQ; // keys before the first query; negative when there are fewer keys than queries
  return Array.from({ length: seqQ }, (_, i) => Array.from({ length: seqK }, (_, j) => j <= i + past)); // (L, S)
}
