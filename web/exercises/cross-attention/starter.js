/**
 * Multi-head attention from one sequence to another: queries from x, keys and values from memory.
 * Every projection is x @ W.T + b.
 *
 * @param {number[][][]} x (B, L, D)
 * @param {number[][][]} memory (B, S, M)
 * @param {boolean[][]} memoryMask (B, S), true = real position, false = padding
 * @param {{ wq: number[][], bq: number[], wk: number[][], bk: number[], wv: number[][], bv: number[], wo: number[][], bo: number[] }} params
 *   wq (D, D), wk (D, M), wv (D, M), wo (D, D); biases (D)
 * @param {number} numHeads H
 * @returns {number[][][]} (B, L, D); or { out, weights } with weights (B, H, L, S)
 */
function crossAttention(x, memory, memoryMask, params, numHeads) {
  // TODO: project, split into heads, mask padding, attend, merge the heads, project.
  return x;
}
