import { at0, erf, type Formula, get, indices, size } from "./arithmetic.js";

/* What only training needs. */

const add: Formula = ({ round }, inputs) => {
  const [a, b] = [get(inputs, "a"), get(inputs, "b")];
  return { sum: Array.from(a.data, (value, i) => round(value + at0(b.data, i))) };
};

const embedding: Formula = (_, inputs) => {
  const [ids, table] = [get(inputs, "ids"), get(inputs, "table")];
  const dim = size(table, 1);
  return { y: Array.from(ids.data).flatMap((id) => indices(dim).map((d) => at0(table.data, id * dim + d))) };
};

const embeddingBackward: Formula = (arithmetic, inputs, options) => {
  const [ids, dy] = [get(inputs, "ids"), get(inputs, "dy")];
  const dim = size(dy, -1);
  const dtable = indices(Number(options.vocab)).flatMap((id) => {
    const rows = indices(ids.data.length).filter((row) => ids.data[row] === id);
    return indices(dim).map((d) => arithmetic.sum(rows.length, (i) => at0(dy.data, at0(rows, i) * dim + d)));
  });
  return { dtable };
};

const relu: Formula = (_, inputs) => ({ y: Array.from(get(inputs, "x").data, (x) => (x < 0 ? 0 : x)) });

const reluBackward: Formula = (_, inputs) => {
  const [x, dy] = [get(inputs, "x").data, get(inputs, "dy").data];
  return { dx: Array.from(x, (value, i) => (value <= 0 ? 0 : at0(dy, i))) };
};

const geluBackward: Formula = ({ round }, inputs, options) => {
  const dy = get(inputs, "dy").data;
  const slope = options.approximate === true ? approximateSlope : exactSlope;
  return { dx: Array.from(get(inputs, "x").data, (x, i) => round(at0(dy, i) * slope(round, x))) };
};

type Round = (x: number) => number;

function exactSlope(round: Round, x: number): number {
  const density = round(round(Math.exp(round(-round(x * x) / 2))) / round(Math.sqrt(2 * Math.PI)));
  const share = round(round(1 + round(erf(round(x * Math.SQRT1_2)))) / 2);
  return round(share + round(x * density));
}

function approximateSlope(round: Round, x: number): number {
  const factor = round(Math.sqrt(2 / Math.PI));
  const bent = round(Math.tanh(round(factor * round(x + round(0.044715 * round(round(x * x) * x))))));
  const steepness = round(factor * round(1 + round(3 * 0.044715 * round(x * x))));
  const left = round(round(1 - round(bent * bent)) / 2);
  return round(round(round(1 + bent) / 2) + round(round(x * left) * steepness));
}

const rmsNormBackward: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [x, gamma, dy] = [get(inputs, "x").data, get(inputs, "gamma").data, get(inputs, "dy").data];
  const [dim, eps] = [gamma.length, Number(options.eps ?? 1e-6)];
  const rows = dim ? x.length / dim : 0;
  const normal: number[] = [];
  const dx = indices(rows * dim ? rows : 0).flatMap((row) => {
    const root = round(Math.sqrt(round(round(arithmetic.dot(dim, x, row * dim, x, row * dim) / dim) + eps)));
    const own = indices(dim).map((d) => round(at0(x, row * dim + d) / root));
    normal.push(...own);
    const gradient = indices(dim).map((d) => round(at0(gamma, d) * at0(dy, row * dim + d)));
    const along = round(arithmetic.dot(dim, gradient, 0, own, 0) / dim);
    return gradient.map((value, d) => round(round(value - round(at0(own, d) * along)) / root));
  });
  const dgamma = indices(dim).map((d) =>
    arithmetic.sum(rows, (row) => at0(dy, row * dim + d) * at0(normal, row * dim + d)),
  );
  return { dx, dgamma };
};

const adamwStep: Formula = ({ round }, inputs, options) => {
  const of = (name: string, otherwise: number) => Number(options[name] ?? otherwise);
  const [lr, beta1, beta2, step] = [of("lr", 1e-3), of("beta1", 0.9), of("beta2", 0.999), of("step", 1)];
  const rate = round(lr / (1 - beta1 ** step));
  const root = round(Math.sqrt(1 - beta2 ** step));
  const kept = round(1 - lr * of("weightDecay", 0.01));
  const elements = Array.from(get(inputs, "grad").data, (g, i) => {
    const [param, m, v] = ["param", "m", "v"].map((name) => at0(get(inputs, name).data, i)) as [number, number, number];
    // From the nearer end, as torch.lerp.
    const mean =
      beta1 > 0.5 ? round(m + round(round(1 - beta1) * round(g - m))) : round(g - round(round(beta1) * round(g - m)));
    const square = round(round(round(beta2) * v) + round(round(round(1 - beta2) * g) * g));
    const deviation = round(round(round(Math.sqrt(square)) / root) + round(of("eps", 1e-8)));
    return { param: round(round(kept * param) - round(round(rate * mean) / deviation)), m: mean, v: square };
  });
  return {
    param: elements.map(({ param }) => param),
    m: elements.map(({ m }) => m),
    v: elements.map(({ v }) => v),
  };
};

export const trainingFormulas = {
  adamwStep,
  add,
  embedding,
  embeddingBackward,
  geluBackward,
  relu,
  reluBackward,
  rmsNormBackward,
};
