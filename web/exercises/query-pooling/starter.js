/**
 * Reads any number of tokens into N vectors, by attention from N learned queries.
 * Every projection is x @ W.T + b.
 *
 * @param {number[][]} queries (N, D), the same for every entry
 * @param {number[][][]} x tokens, (B, S, D)
 * @param {boolean[][]} mask (B, S), true = real token, false = padding
 * @param {{ wq: number[][], bq: number[], wk: number[][], bk: number[], wv: number[][], bv: number[], wo: number[][], bo: number[] }} params
 *   weights (D, D), biases (D)
 * @param {number} numHeads H
 * @returns {number[][][]} (B, N, D); or { out, weights } with weights (B, H, N, S)
 */
function queryPooling(queries, x, mask, params, numHeads) {
  // TODO: project, split into heads, mask padding, attend, merge the heads, project.
  return x.map(() => queries);
}
