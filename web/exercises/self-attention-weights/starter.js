/**
 * How much each word of a sentence attends to each other word.
 *
 * @param {number[]} ids word ids: row numbers of the embedding, (L)
 * @param {number[][]} embedding one vector for each word of the vocabulary, (V, D)
 * @param {number[][]} wq (D, D), applied as x @ W.T
 * @param {number[][]} wk (D, D)
 * @returns {number[][]} (L, L), row i for word i
 */
function attentionMatrix(ids, embedding, wq, wk) {
  // TODO: look the words up, project them to queries and keys, compute a weight for every pair.
  return ids.map(() => ids.map(() => 0));
}
