/**
 * A graph attention layer of several heads, without a nonlinearity behind it.
 *
 * @param {number[][]} x nodes, (N, K)
 * @param {boolean[][]} adjacency (N, N), true where node i (row) attends to node j
 * @param {number[][][]} w projections (out, in), (H, o, K)
 * @param {number[][]} aDst (H, o)
 * @param {number[][]} aSrc (H, o)
 * @returns {number[][]} (N, H * o), the heads side by side; or { out, weights } with weights (H, N, N)
 */
function graphAttention(x, adjacency, w, aDst, aSrc) {
  // TODO: project, score the neighbours, softmax, weighted sum, join the heads.
  return x.map(() => w.flatMap((weight) => weight.map(() => 0)));
}
