/**
 * The attention layer of GPT: one projection to queries, keys and values, heads, a causal mask, an output projection.
 * Every projection is x @ W.T + b.
 *
 * @param {number[][][]} x (B, L, D)
 * @param {number[][]} wQkv (3 D, D): rows of the queries, then of the keys, then of the values
 * @param {number[]} bQkv (3 D)
 * @param {number[][]} wO (D, D)
 * @param {number[]} bO (D)
 * @param {number} numHeads H
 * @returns {number[][][]} (B, L, D); or { out, weights } with weights (B, H, L, L)
 */
function causalSelfAttention(x, wQkv, bQkv, wO, bO, numHeads) {
  // TODO: project once, cut into three, split into heads, attend to the past, merge the heads, project.
  return x;
}
