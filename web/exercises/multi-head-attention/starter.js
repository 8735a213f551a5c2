/**
 * Multi-head self-attention: each head has its own D / numHeads features. Every projection is x @ W.T + b.
 *
 * @param {number[][][]} x (B, L, D)
 * @param {number[][]} wq (D, D); wk, wv, wo likewise
 * @param {number[]} bq (D); bk, bv, bo likewise
 * @param {number} numHeads H
 * @returns {number[][][]} (B, L, D); or { out, weights } with weights (B, H, L, L)
 */
function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
  // TODO: project, split into heads, attend in each head, concatenate the heads, project.
  return x;
}
