/**
 * Frequencies of rotary pairs for a context that is longer than in training, as in Llama 3.1.
 *
 * @param {number} d width of a head; even
 * @param {number} base base of the frequencies
 * @param {number} factor how many times longer the context gets
 * @param {number} low bound, in whole turns within the original context: slower pairs are scaled
 * @param {number} high bound: faster pairs stay as they are
 * @param {number} originalLength length of the context in training
 * @returns {number[]} (d / 2)
 */
function scaledFrequencies(d, base, factor, low, high, originalLength) {
  // TODO: keep the fast pairs, divide the slow ones by the factor, mix between the bounds.
  return new Array(d / 2).fill(0);
}
