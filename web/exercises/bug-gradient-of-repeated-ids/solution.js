function embeddingBackward(ids, dx, vocab) {
  const width = dx[0][0].length;
  const grad = Array.from({ length: vocab }, () => Array(width).fill(0));
  ids.forEach((sequence, b) => {
    sequence.forEach((id, i) => {
      dx[b][i].forEach((value, feature) => {
        grad[id][feature] += value; // every token adds, repeated ids too
      });
    });
  });
  return grad;
}
