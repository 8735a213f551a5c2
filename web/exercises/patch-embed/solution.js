function patchEmbed(images, weight, bias, patch) {
  return images.map((channels) => {
    const [h, w] = [channels[0].length, channels[0][0].length];
    const tokens = [];
    for (let top = 0; top < h; top += patch) {
      for (let left = 0; left < w; left += patch) {
        const pixels = cut(channels, top, left, patch); // (C * p * p)
        tokens.push(weight.map((row, f) => dot(row, pixels) + bias[f])); // (D)
      }
    }
    return tokens; // (N, D)
  });
}

// Channel, then row, then column.
function cut(channels, top, left, patch) {
  const pixels = [];
  for (const channel of channels)
    for (let y = top; y < top + patch; y++) for (let x = left; x < left + patch; x++) pixels.push(channel[y][x]);
  return pixels;
}

function dot(a, b) {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
