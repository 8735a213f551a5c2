/** Dropout as the programs to be mended do it: seeded, so that what it drops can be told. */
import type { Nd } from "../../arrays/nd.js";

/** Zeroes the elements whose random number lies below the rate, in row-major order, and enlarges the others to make up for it. */
export const dropped = (x: Nd, rate: number, random: () => number): Nd => ({
  shape: x.shape,
  data: x.data.map((value) => (random() < rate ? 0 : value / (1 - rate))),
});

/** The generator of the JavaScript program: linear congruential, with the constants of Numerical Recipes. */
export function congruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** What np.random.rand gives after np.random.seed: 53 bits a number. */
export function mersenneTwister(seed: number): () => number {
  const next = words(seed);
  return () => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/**
 * What F.dropout compares after torch.manual_seed, on a processor and without Intel's library: 53 bits of the same generator. It
 * keeps a unit where the number is small, so what is left to one is given.
 */
export function torchDropout(seed: number): () => number {
  const next = words(seed);
  return () => {
    const high = next() & (2 ** 21 - 1);
    return 1 - (high * 2 ** 32 + next()) / 2 ** 53;
  };
}

/** The Mersenne Twister of Matsumoto and Nishimura (1998): 32 bits a number. */
function words(seed: number): () => number {
  const size = 624;
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) {
    const previous = state[i - 1] as number;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let at = size;
  const twist = () => {
    for (let i = 0; i < size; i++) {
      const mixed = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % size] as number) & 0x7fffffff);
      state[i] = (state[(i + 397) % size] as number) ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  };
  return () => {
    if (at === size) twist();
    let y = state[at++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
