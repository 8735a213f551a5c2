/**
 * Spatial attention: a map of weights decides which positions of an image count.
 *
 * @param {number[][][][]} features feature maps, shape (B, h, w, C)
 * @param {number[][][]} position scoring vectors, shape (h, w, C)
 * @returns {number[][]} one vector for each image, shape (B, C); or { out, weights } to have the weights checked too
 */
function attention(features, position) {
  // TODO: score every position, take the softmax over all positions of an image, add the weighted positions up.
  return features.map((image) => image[0][0].map(() => 0));
}
