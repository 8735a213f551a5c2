function causalMask(seqQ, seqK) {
  const past = seqK - seqQ;
  return Array.from({ length: seqQ }, (_, i) => Array.from({ length: seqK }, (_, j) => j <= i + past));
}
