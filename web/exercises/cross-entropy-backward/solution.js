function softmax(row) {
  const largest = Math.max(...row);
  const powers = row.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function crossEntropyBackward(logits, targets) {
  const number = targets.flat().filter((target) => target !== -100).length;
  return logits.map((rows, b) =>
    rows.map((row, i) => {
      const target = targets[b][i];
      if (target === -100) return row.map(() => 0); // (V)
      return softmax(row).map((p, v) => (p - (v === target ? 1 : 0)) / number); // (V)
    }),
  );
}
