function embeddingBackward(ids, dx, vocab) {
  const D = dx[0][0].length;
  const dtable = Array.from({ length: vocab }, () => Array(D).fill(0)); // (V, D)
  ids.forEach((sequence, b) => {
    sequence.forEach((id, i) => {
      for (let c = 0; c < D; c++) dtable[id][c] += dx[b][i][c];
    });
  });
  return dtable;
}
