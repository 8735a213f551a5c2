/**
 * Attention over the regions of a spatial pyramid: 1 x 1, 2 x 2 and 4 x 4.
 *
 * @param {number[][][][]} x feature maps, (B, C, h, w)
 * @param {number[]} q the query, (C)
 * @returns {number[][]} one vector for each image, (B, C); or { out, weights } to have the weights, (B, 21), checked too
 */
function pyramidAttention(x, q) {
  // TODO: pool the map to 1, 4 and 16 means, score all 21 by the query, one softmax, add the weighted means up.
  return x.map((image) => image.map(() => 0));
}
