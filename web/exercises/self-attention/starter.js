/**
 * Each position of a sequence attends to every position of the same sequence. Every projection is x @ W.T + b.
 *
 * @param {number[][][]} x (B, L, D)
 * @param {number[][]} wq (D, D); wk, wv, wo likewise
 * @param {number[]} bq (D); bk, bv, bo likewise
 * @returns {number[][][]} (B, L, D); or { out, weights } with weights (B, L, L)
 */
function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
  // TODO: project to queries, keys and values, attend, project the result.
  return x;
}
