/**
 * Which keys each query may attend to: its own position and everything before it.
 *
 * @param {number} seqQ number of queries, L
 * @param {number} seqK number of keys, S; the last query is at the position of the last key
 * @returns {boolean[][]} (L, S), true = may attend
 */
function causalMask(seqQ, seqK) {
  // TODO: everything is visible so far.
  return Array.from({ length: seqQ }, () => new Array(seqK).fill(true));
}
