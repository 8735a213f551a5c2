import { at0, type Formula, get, indices, size } from "./arithmetic.js";

/* Normalizations and gradients. */

const softmaxBackward: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [y, dy] = [get(inputs, "y"), get(inputs, "dy")];
  const axis = Number(options.axis ?? -1);
  const length = size(y, axis);
  const inner = y.shape.slice(axis < 0 ? axis + y.shape.length + 1 : axis + 1).reduce((a, b) => a * b, 1);
  const dx = new Float64Array(y.data.length);
  for (const at of indices(dx.length).filter((i) => Math.floor(i / inner) % length === 0)) {
    const total = arithmetic.sum(length, (i) => at0(y.data, at + i * inner) * at0(dy.data, at + i * inner));
    for (let i = at; i < at + length * inner; i += inner)
      dx[i] = round(at0(y.data, i) * round(at0(dy.data, i) - total));
  }
  return { dx };
};

const layerNormBackward: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [x, gamma, dy] = [get(inputs, "x").data, get(inputs, "gamma").data, get(inputs, "dy").data];
  const [dim, eps] = [gamma.length, Number(options.eps ?? 1e-5)];
  const rows = dim ? x.length / dim : 0;
  const normal: number[] = [];
  const dx = indices(rows).flatMap((row) => {
    const mean = round(arithmetic.sum(dim, (i) => at0(x, row * dim + i)) / dim);
    const centred = indices(dim).map((i) => round(at0(x, row * dim + i) - mean));
    const deviation = round(Math.sqrt(round(round(arithmetic.dot(dim, centred, 0, centred, 0) / dim) + eps)));
    const own = centred.map((value) => round(value / deviation));
    normal.push(...own);
    const gradient = indices(dim).map((i) => round(at0(gamma, i) * at0(dy, row * dim + i)));
    const meanGradient = round(arithmetic.sum(dim, (i) => at0(gradient, i)) / dim);
    const meanProduct = round(arithmetic.dot(dim, gradient, 0, own, 0) / dim);
    return gradient.map((value, i) =>
      round(round(round(value - meanGradient) - round(at0(own, i) * meanProduct)) / deviation),
    );
  });
  const overRows = (term: (at: number) => number) =>
    indices(dim).map((d) => arithmetic.sum(rows, (row) => term(row * dim + d)));
  return {
    dx,
    dgamma: overRows((at) => at0(dy, at) * at0(normal, at)),
    dbeta: overRows((at) => at0(dy, at)),
  };
};

const linearBackward: Formula = (arithmetic, inputs) => {
  const [x, w, dy] = [get(inputs, "x"), get(inputs, "w"), get(inputs, "dy")];
  const [outs, width] = [size(w, 0), size(w, 1)];
  const rows = dy.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const overRows = (o: number, factor: (row: number) => number) =>
    arithmetic.sum(rows, (row) => at0(dy.data, row * outs + o) * factor(row));
  return {
    dx: indices(rows * width).map((at) =>
      arithmetic.dot(outs, dy.data, Math.floor(at / width) * outs, w.data, at % width, width),
    ),
    dw: indices(outs * width).map((at) =>
      overRows(Math.floor(at / width), (row) => at0(x.data, row * width + (at % width))),
    ),
    db: indices(outs).map((o) => overRows(o, () => 1)),
  };
};

const rmsNorm: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [x, gamma] = [get(inputs, "x").data, get(inputs, "gamma").data];
  const [dim, eps] = [gamma.length, Number(options.eps ?? 1e-6)];
  const y = indices(dim ? x.length / dim : 0).flatMap((row) => {
    const root = round(Math.sqrt(round(round(arithmetic.dot(dim, x, row * dim, x, row * dim) / dim) + eps)));
    return indices(dim).map((i) => round(round(at0(x, row * dim + i) / root) * at0(gamma, i)));
  });
  return { y };
};

export const gradientFormulas = { softmaxBackward, layerNormBackward, linearBackward, rmsNorm };
