/**
 * Which keys each query may attend to, where documents are packed into one row.
 *
 * @param {number[][]} segments number of the document of each token, 0 for padding, (B, L)
 * @returns {boolean[][][]} (B, L, L), true = may attend
 */
function packedMask(segments) {
  // TODO: everything is visible so far.
  return segments.map((row) => row.map(() => row.map(() => true)));
}
