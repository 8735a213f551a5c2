import { count } from "../arrays/index.js";
import type { BoolTensor, FloatTensor, IntTensor } from "../kernels/index.js";

/** Draws the inputs of an exercise. The same seed draws the same numbers in every browser and in Node. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and the given standard deviation (default 1), rounded to float32. */
  normal(shape: readonly number[], deviation?: number): FloatTensor;
  /** Whole numbers in [0, high). */
  integers(high: number, shape: readonly number[]): IntTensor;
  /** True with the given probability (default 0.7). */
  booleans(shape: readonly number[], probability?: number): BoolTensor;
  /** One whole number in [low, high]. */
  between(low: number, high: number): number;
}

/** Seeded by splitmix32, stepped by sfc32 (Chris Doty-Humphrey's small fast counting generator). */
export function createRandom(seed: number): Random {
  let mixed = seed >>> 0;
  const mix = () => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, counter] = [mix(), mix(), mix(), 1];
  const next = () => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let i = 0; i < 12; i++) next();

  const uniform = () => next() / 2 ** 32;
  // Box and Muller, with 1 - u so that the logarithm never meets zero.
  const standardNormal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

  return {
    uniform,
    normal: (shape, deviation = 1) => ({
      shape,
      data: Float32Array.from({ length: count(shape) }, () => standardNormal() * deviation),
    }),
    integers: (high, shape) => ({
      shape,
      data: Int32Array.from({ length: count(shape) }, () => Math.floor(uniform() * high)),
    }),
    booleans: (shape, probability = 0.7) => ({
      shape,
      data: Uint8Array.from({ length: count(shape) }, () => (uniform() < probability ? 1 : 0)),
    }),
    between: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
  };
}
