function splitHeads(x, numHeads) {
  return x.map((sequence) => {
    // sequence: (L, D)
    const size = sequence[0].length / numHeads; // d
    const heads = []; // (H, L, d)
    for (let h = 0; h < numHeads; h++) {
      heads.push(sequence.map((row) => row.slice(h * size, (h + 1) * size))); // (L, d)
    }
    return heads;
  });
}
