/**
 * Rotary position embedding: pair i is feature i and feature i + d/2.
 *
 * @param {number[][][][]} x queries or keys, (B, H, L, d); d is even
 * @param {number} base base of the frequencies
 * @returns {number[][][][]} the turned vectors, (B, H, L, d)
 */
function rotaryEmbedding(x, base) {
  // TODO: turn pair i of the vector at position p by p * base ** ((-2 * i) / d).
  return x.map((heads) => heads.map((sequence) => sequence.map((vector) => vector.map(() => 0))));
}
