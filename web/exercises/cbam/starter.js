/**
 * Two gates for a feature map: one for each channel, then one for each pixel.
 *
 * @param {number[][][][]} x feature maps, (B, C, h, w)
 * @param {number[][]} w1 first layer of the channel gate, (r, C)
 * @param {number[][]} w2 second layer of the channel gate, (C, r)
 * @param {number[][][][]} kernel of the spatial gate, (1, 2, a, b): for the means and for the maxima
 * @returns {number[][][][]} (B, C, h, w)
 */
function cbam(x, w1, w2, kernel) {
  // TODO: gate the channels by mean and maximum over the pixels, then the pixels by mean and maximum over the channels.
  return x.map((image) => image.map((map) => map.map((row) => row.map(() => 0))));
}
