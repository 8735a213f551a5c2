function windowPartition(x, size) {
  const windows = [];
  for (const map of x) {
    for (let top = 0; top < map.length; top += size) {
      for (let left = 0; left < map[0].length; left += size) {
        const rows = map.slice(top, top + size); // (s, w, C)
        windows.push(rows.flatMap((row) => row.slice(left, left + size))); // (s * s, C)
      }
    }
  }
  return windows; // (B * h / s * w / s, s * s, C)
}
