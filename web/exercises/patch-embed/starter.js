/**
 * Cuts images into patches and projects each to a token.
 *
 * @param {number[][][][]} images (B, C, h, w)
 * @param {number[][]} weight (D, C * p * p); inside a patch channel, then row, then column
 * @param {number[]} bias (D)
 * @param {number} patch p, divides h and w
 * @returns {number[][][]} (B, N, D), N = h / p * w / p; patches in rows from the top left
 */
function patchEmbed(images, weight, bias, patch) {
  // TODO: cut the images into patches and project them.
  return images.map(([channel]) => {
    const N = (channel.length / patch) * (channel[0].length / patch);
    return Array.from({ length: N }, () => bias.map(() => 0));
  });
}
