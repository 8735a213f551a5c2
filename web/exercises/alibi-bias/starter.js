/**
 * Linear biases by distance: minus the head's slope times the distance of query and key.
 *
 * @param {number} numHeads number of heads, H; need not be a power of two
 * @param {number} seqQ number of queries, L
 * @param {number} seqK number of keys, S; the last query is at the last key
 * @returns {number[][][]} (H, L, S)
 */
function alibiBias(numHeads, seqQ, seqK) {
  // TODO: one slope for each head, one distance for each pair of query and key.
  return Array.from({ length: numHeads }, () => Array.from({ length: seqQ }, () => new Array(seqK).fill(0)));
}
