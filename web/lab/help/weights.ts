import { createRandom } from "../../format/index.js";
import type { FloatTensor } from "../../kernels/index.js";
import { type Head, sizes } from "./settings.js";
import { vocabulary } from "./tasks.js";

/**
 * The first weights of a classifier, the same for all poolings of one seed. Between tokens and pooling lie `w1` to `w4`, `[dim, dim]`,
 * and `b`, `[dim]`: who pools decides what they are.
 */
export interface Weights {
  readonly embedding: FloatTensor;
  readonly w1: FloatTensor;
  readonly w2: FloatTensor;
  readonly w3: FloatTensor;
  readonly w4: FloatTensor;
  readonly b: FloatTensor;
  /** Absent where the head is linear. */
  readonly headHidden?: FloatTensor;
  readonly headHiddenBias?: FloatTensor;
  readonly head: FloatTensor;
  readonly headBias: FloatTensor;
}

export function drawWeights(seed: number, head: Head): Weights {
  const { dim, classes } = sizes;
  const random = createRandom(seed);
  const matrix = (rows: number) => random.normal([rows, dim], 1 / Math.sqrt(dim));
  const zeros = (size: number) => ({ shape: [size], data: new Float32Array(size) });
  return {
    embedding: random.normal([vocabulary, dim]),
    w1: matrix(dim),
    w2: matrix(dim),
    w3: matrix(dim),
    w4: matrix(dim),
    b: zeros(dim),
    head: matrix(classes),
    headBias: zeros(classes),
    ...(head === "hidden" && { headHidden: matrix(dim), headHiddenBias: zeros(dim) }),
  };
}

/** `[rows, columns]` to `[columns, rows]`. */
export function transposed({ shape, data }: FloatTensor): FloatTensor {
  const [rows = 0, columns = 0] = shape;
  const turned = data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
  return { shape: [columns, rows], data: turned };
}

/** One above the other. */
export function stacked(a: FloatTensor, b: FloatTensor): FloatTensor {
  const [rows = 0, columns = 0] = a.shape;
  return { shape: [2 * rows, columns], data: Float32Array.of(...a.data, ...b.data) };
}

/** Side by side. */
export const beside = (a: FloatTensor, b: FloatTensor): FloatTensor =>
  transposed(stacked(transposed(a), transposed(b)));

/** How many parameters every classifier has. */
export const countParameters = (head: Head): number =>
  Object.values(drawWeights(0, head)).reduce((sum, { data }) => sum + data.length, 0);
