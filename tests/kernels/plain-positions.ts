import { at0, type Formula, get, indices, size } from "./arithmetic.js";

/*
 * Positions. Angles are in float64 whatever the arithmetic, as in the kernels: what is measured is the rotation, for no
 * float32 holds the angle of a far position.
 */

const frequency = (pair: number, dim: number, base: unknown) => Number(base ?? 10_000) ** ((-2 * pair) / dim);

const rotaryEmbedding: Formula = ({ round }, inputs, options) => {
  const [x, positions] = [get(inputs, "x"), inputs.positions];
  const [heads, seq, dim] = [size(x, 1), size(x, 2), size(x, 3)];
  const batches = positions && positions.shape.length > 1 ? size(positions, 0) : 1;
  const y = Float64Array.from(x.data);
  for (const row of indices(dim ? y.length / dim : 0)) {
    const [batch, s] = [Math.floor(row / seq / heads), row % seq];
    const at = (batches > 1 ? batch * seq : 0) + (positions?.shape.at(-1) === 1 ? 0 : s);
    const position = positions ? at0(positions.data, at) : s;
    for (const i of indices(dim / 2)) {
      const first = row * dim + (options.interleaved ? 2 * i : i);
      const second = options.interleaved ? first + 1 : first + dim / 2;
      const angle = position * frequency(i, dim, options.base);
      const [cosine, sine] = [round(Math.cos(angle)), round(Math.sin(angle))];
      const [a, b] = [at0(x.data, first), at0(x.data, second)];
      y[first] = round(round(a * cosine) - round(b * sine));
      y[second] = round(round(a * sine) + round(b * cosine));
    }
  }
  return { y };
};

const sinusoidalEncoding: Formula = ({ round }, _, { length, dim, base }) => {
  const width = Number(dim);
  const y = indices(Number(length) * width).map((at) => {
    const d = at % width;
    const angle = Math.floor(at / width) * frequency(Math.floor(d / 2), width, base);
    return round(d % 2 ? Math.cos(angle) : Math.sin(angle));
  });
  return { y };
};

const alibiBias: Formula = ({ round }, _, { numHeads, seqQ, seqK }) => {
  const [heads, queries, keys] = [Number(numHeads), Number(seqQ), Number(seqK)];
  const power = 2 ** Math.floor(Math.log2(heads));
  const exponent = (h: number) => (h < power ? (8 * (h + 1)) / power : (4 * (2 * (h - power) + 1)) / power);
  const slopes = indices(heads).map((h) => round(2 ** -exponent(h)));
  const bias = slopes.flatMap((slope) =>
    indices(queries * keys).map((at) => round(-slope * Math.abs(Math.floor(at / keys) + keys - queries - (at % keys)))),
  );
  return { slopes, bias };
};

const relativeScores: Formula = (arithmetic, inputs) => {
  const [q, r] = [get(inputs, "q"), get(inputs, "r")];
  const [seq, dim] = [size(q, 2), size(q, 3)];
  const scores = indices(size(q, 0) * size(q, 1) * seq).flatMap((row) =>
    indices(seq).map((j) => arithmetic.dot(dim, q.data, row * dim, r.data, (j - (row % seq) + seq - 1) * dim)),
  );
  return { scores };
};

export const positionFormulas = { rotaryEmbedding, sinusoidalEncoding, alibiBias, relativeScores };
