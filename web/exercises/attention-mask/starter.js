/**
 * Which keys each query may attend to: real ones that are not after it.
 *
 * @param {number[]} lengths how many tokens of each entry are real, (B)
 * @param {number} seq padded length, L
 * @returns {boolean[][][]} (B, L, L), true = may attend
 */
function attentionMask(lengths, seq) {
  // TODO: everything is visible so far.
  return lengths.map(() => Array.from({ length: seq }, () => new Array(seq).fill(true)));
}
