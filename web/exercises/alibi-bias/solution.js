// The slopes of n heads, where n is a power of two: (n).
function powerSlopes(n) {
  return Array.from({ length: n }, (_, h) => 2 ** ((-8 * (h + 1)) / n));
}

// (H)
function alibiSlopes(numHeads) {
  const n = 2 ** Math.floor(Math.log2(numHeads)); // the largest power of two that is not above H
  const between = powerSlopes(2 * n).filter((_, at) => at % 2 === 0); // the slopes that n heads do not have
  return [...powerSlopes(n), ...between.slice(0, numHeads - n)];
}

function alibiBias(numHeads, seqQ, seqK) {
  return alibiSlopes(numHeads).map((slope) =>
    Array.from({ length: seqQ }, (_, i) => {
      const position = i + seqK - seqQ; // the last query is at the last key
      return Array.from({ length: seqK }, (_, j) => -slope * Math.abs(position - j));
    }),
  );
}
