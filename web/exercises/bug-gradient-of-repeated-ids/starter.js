/**
 * Gradient of an embedding table whose rows were looked up.
 *
 * @param {number[][]} ids (B, L), whole numbers
 * @param {number[][][]} dx (B, L, D), the gradient of the rows that were looked up
 * @param {number} vocab number of rows of the table
 * @returns {number[][]} (vocab, D)
 */
function embeddingBackward(ids, dx, vocab) {
  const width = dx[0][0].length;
  const grad = Array.from({ length: vocab }, () => Array(width).fill(0));
  ids.forEach((sequence, b) => {
    sequence.forEach((id, i) => {
      grad[id] = [...dx[b][i]]; // the row gets the gradient of its token
    });
  });
  return grad;
}
