/**
 * The gradient of an embedding table, from that of the vectors that were looked up.
 *
 * @param {number[][]} ids token ids, (B, L); from 0 to vocab - 1, they repeat
 * @param {number[][][]} dx gradient with respect to x = table[ids], (B, L, D)
 * @param {number} vocab number of rows of the table, V
 * @returns {number[][]} (V, D)
 */
function embeddingBackward(ids, dx, vocab) {
  // TODO: which tokens read row v of the table?
  return Array.from({ length: vocab }, () => dx[0][0].map(() => 0));
}
