import { tensor } from "../../web/kernels/index.js";

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** Normal numbers from a seed, so that fast-check draws shapes and one number (mulberry32, Box-Muller). */
export function drawing(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    floats: (...shape: number[]) => tensor(shape, Float32Array.from({ length: product(shape) }, normal)),
    bools: (probability: number, ...shape: number[]) =>
      tensor(
        shape,
        Uint8Array.from({ length: product(shape) }, () => Number(uniform() < probability)),
      ),
  };
}
