/**
 * Which pixels of each window may attend to one another, after the map was rolled by -shift on both axes.
 *
 * @param {number} h height of the map
 * @param {number} w width of the map
 * @param {number} size height and width of a window
 * @param {number} shift 0 to size - 1
 * @returns {boolean[][][]} (N, P, P), N windows of P = size * size pixels, true = may attend
 */
function shiftedWindowMask(h, w, size, shift) {
  // TODO: everything is visible so far.
  const [N, P] = [(h * w) / (size * size), size * size];
  return Array.from({ length: N }, () => Array.from({ length: P }, () => new Array(P).fill(true)));
}
