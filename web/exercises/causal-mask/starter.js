/**
 * Which keys each query may attend: its own position and everything before it.
 *
 * @param {number} seqQ number of queries, L
 * @param {number} seqK number of keys, S; the last query stands at the last key
 * @returns {boolean[][]} (L, S), true = may attend
 */
function causalMask(seqQ, seqK) {
  // TODO: everything is visible so far.
  return Array.from({ length: seqQ }, () => new Array(seqK).fill(true));
}
