function rotaryEmbedding(x, base) {
  return x.map((heads) => heads.map((sequence) => sequence.map((vector, position) => turn(vector, position, base))));
}

// (d) to (d): pair i is vector[i] and vector[i + d/2].
function turn(vector, position, base) {
  const d = vector.length;
  const half = d / 2;
  const out = new Array(d);
  for (let i = 0; i < half; i++) {
    const angle = position * base ** ((-2 * i) / d);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [first, second] = [vector[i], vector[i + half]];
    out[i] = first * cos - second * sin;
    out[i + half] = first * sin + second * cos;
  }
  return out;
}
