/**
 * The logits of a small GPT: two pre-norm blocks, learned positions, the embedding table as output layer.
 *
 * @param {number[][]} ids token ids, shape (B, L)
 * @param {object} params embedding (V, D) and positions (T, D), T > L; for the two blocks, first axis 2: gamma1, beta1 (2, D),
 *   wq, wk, wv, wo (2, D, D), bq, bk, bv, bo (2, D), gamma2, beta2 (2, D), w1 (2, 4D, D), b1 (2, 4D), w2 (2, D, 4D),
 *   b2 (2, D); for the last normalisation gamma, beta (D)
 * @param {number} numHeads number of heads; divides D
 * @returns {number[][][]} the logits of the next token at each position, shape (B, L, V)
 */
function gptLogits(ids, params, numHeads) {
  // TODO: embeddings, then both blocks, then the last normalisation and the logits.
  return ids.map((sequence) => sequence.map(() => params.embedding.map(() => 0)));
}
