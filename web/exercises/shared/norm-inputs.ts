/** Tokens for the exercises on layer normalisation. */
import type { Random } from "../../format/random.js";
import { edited } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

type Shape = readonly [batch: number, length: number, features: number];

/** Tokens of different mean and spread, so that no statistics but their own fit. Beside the spread, 1 or more, eps hardly counts. */
export function spreadTokens(random: Random, [batch, length, features]: Shape): FloatTensor {
  const data = Array.from({ length: batch * length }, () => {
    const mean = 2 * (random.normal([1]).data[0] as number);
    const spread = 1 + 2 * random.uniform();
    const drawn = random.normal([features]).data;
    const center = average(drawn);
    const deviation = Math.sqrt(average(drawn.map((value) => (value - center) ** 2)));
    return [...drawn].map((value) => mean + (spread * (value - center)) / deviation);
  });
  return { shape: [batch, length, features], data: Float32Array.from(data.flat()) };
}

const average = (values: Float32Array) => values.reduce((total, value) => total + value, 0) / values.length;

/** The first two tokens of each sequence have no spread: only eps keeps the division finite. */
export function withConstantTokens(x: FloatTensor): FloatTensor {
  // Powers of two have an exact mean.
  return edited(x, (value, [, token]) => (token === 0 ? 0.5 : token === 1 ? -2 : value));
}
