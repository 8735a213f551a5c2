/**
 * Cuts feature maps into square windows that do not overlap.
 *
 * @param {number[][][][]} x (B, h, w, C)
 * @param {number} size height and width of a window
 * @returns {number[][][]} (B * h / size * w / size, size * size, C)
 */
function windowPartition(x, size) {
  // TODO: map by map, windows row by row, pixels row by row.
  const [B, h, w, C] = [x.length, x[0].length, x[0][0].length, x[0][0][0].length];
  const pixels = () => Array.from({ length: size * size }, () => new Array(C).fill(0));
  return Array.from({ length: (B * h * w) / (size * size) }, pixels);
}
