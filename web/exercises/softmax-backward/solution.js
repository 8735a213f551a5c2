function softmaxBackward(y, dy) {
  return y.map((weights, row) => {
    const average = weights.reduce((sum, weight, i) => sum + weight * dy[row][i], 0); // one number for the row
    return weights.map((weight, i) => weight * (dy[row][i] - average)); // (m)
  });
}
