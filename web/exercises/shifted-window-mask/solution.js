function shiftedWindowMask(h, w, size, shift) {
  const masks = [];
  for (let top = 0; top < h; top += size) {
    for (let left = 0; left < w; left += size) {
      const regions = []; // (P)
      for (let row = top; row < top + size; row++) {
        for (let column = left; column < left + size; column++) {
          regions.push(2 * (row >= h - shift) + (column >= w - shift)); // which edges it came over
        }
      }
      masks.push(regions.map((query) => regions.map((key) => query === key))); // (P, P)
    }
  }
  return masks; // (N, P, P)
}
