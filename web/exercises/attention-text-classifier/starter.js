/**
 * Classifies sentences: embedding, self-attention of one head that ignores padding, output projection, mean over the
 * real tokens, linear classifier.
 *
 * @param {number[][]} ids word ids, shape (B, L)
 * @param {boolean[][]} mask true for a real token, shape (B, L)
 * @param {object} params embedding (V, D); wq, wk, wv, wo of shape (D, D); bq, bk, bv, bo of shape (D); wc (C, D), bc (C)
 * @returns {number[][]} logits, shape (B, C)
 */
function classify(ids, mask, params) {
  // TODO: look the words up, let the real tokens attend to each other, project, pool, classify.
  return ids.map(() => params.bc.map(() => 0));
}
