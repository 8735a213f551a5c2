/**
 * Gives each head its own part of the features.
 *
 * @param {number[][][]} x (B, L, D)
 * @param {number} numHeads H, divides D
 * @returns {number[][][][]} (B, H, L, d) with d = D / H; head h has features h * d to (h + 1) * d - 1
 */
function splitHeads(x, numHeads) {
  const size = x[0][0].length / numHeads;
  // TODO: move the numbers to their heads.
  return x.map((sequence) => Array.from({ length: numHeads }, () => sequence.map(() => new Array(size).fill(0))));
}
