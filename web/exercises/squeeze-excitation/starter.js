/**
 * A gate for each channel of a feature map, computed from the whole map.
 *
 * @param {number[][][][]} x feature maps, (B, C, h, w)
 * @param {number[][]} w1 weight of the first layer, (r, C)
 * @param {number[]} b1 its bias, (r)
 * @param {number[][]} w2 weight of the second layer, (C, r)
 * @param {number[]} b2 its bias, (C)
 * @returns {number[][][][]} maps of the same shape; or { out, gate } to have the gates, (B, C), checked too
 */
function squeezeExcitation(x, w1, b1, w2, b2) {
  // TODO: squeeze the pixels, compute a gate for each channel, multiply.
  return x.map((image) => image.map((map) => map.map((row) => row.map(() => 0))));
}
