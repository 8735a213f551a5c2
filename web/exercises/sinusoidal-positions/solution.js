function sinusoidalPositions(length, dim) {
  return Array.from({ length }, (_, position) => waves(position, dim));
}

// The row of one position, (dim): sine and cosine in turn.
function waves(position, dim) {
  return Array.from({ length: dim }, (_, feature) => {
    const pair = Math.floor(feature / 2);
    const angle = position / 10000 ** ((2 * pair) / dim);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
