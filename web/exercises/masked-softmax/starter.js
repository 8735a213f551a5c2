/**
 * Softmax over the valid keys of each entry.
 *
 * @param {number[][][]} scores (B, L, S)
 * @param {number[]} lengths how many keys of each entry are valid, (B)
 * @returns {number[][][]} weights, (B, L, S), 0 for keys that are not valid
 */
function maskedSoftmax(scores, lengths) {
  // TODO: key j of entry b counts if j < lengths[b].
  return scores.map((rows) => rows.map((row) => row.map(() => 0)));
}
