/** Tokens and experts for the exercises that route: scores that float32 cannot confuse. */
import type { Random } from "../../format/random.js";
import { edited, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf, scoresOf } from "./largest.js";

export interface RoutingSizes {
  readonly N: number;
  readonly D: number;
  readonly E: number;
}

/** Tokens [N, D] and the router's weight [E, D]. */
interface Routing {
  readonly x: FloatTensor;
  readonly w: FloatTensor;
}

/** Float32 rounds scores: no two of a token lie nearer to each other. */
const clear = 4e-3;
const mostTries = 1000;

function isClear(scores: readonly number[]): boolean {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted.every((score, at) => at === 0 || score - (sorted[at - 1] as number) > clear);
}

/** Tokens whose scores for these experts suit: those that can be told apart. */
export function clearTokens(
  random: Random,
  { N, D }: RoutingSizes,
  w: FloatTensor,
  finish: (x: FloatTensor) => FloatTensor,
  suits = isClear,
) {
  const experts = rowsOf(w);
  const draw = (): readonly number[] => {
    for (let tries = 0; tries < mostTries; tries++) {
      const token = Array.from(finish(random.normal([1, D])).data);
      const scores = scoresOf(token, experts);
      if (suits(scores)) return token;
    }
    throw new RangeError(`No token tells ${experts.length} experts apart.`);
  };
  return { shape: [N, D], data: Float32Array.from(Array.from({ length: N }, draw).flat()) };
}

/** Experts that are not nearly the same, also where they have one feature only. */
export const distinctExperts = (random: Random, { D, E }: RoutingSizes): FloatTensor =>
  edited(random.normal([E, D]), (value, index) =>
    index[1] === 0 ? ((index[0] as number) - E / 2) / 2 + value / 8 : value,
  );

/**
 * Each expert twice, so that the third largest score is always one of two that are equal. Multiples of 1/8: scores are exact. The
 * lower index must win; with these orders it does so even in NumPy's argpartition, which promises nothing of equal numbers.
 */
export function tiedRouting(random: Random): Routing {
  const sizes = { N: 8, D: 4, E: 6 };
  const three = rowsOf(rounded(random.normal([3, sizes.D])));
  const w: FloatTensor = {
    shape: [sizes.E, sizes.D],
    data: Float32Array.from([0, 1, 2, 2, 1, 0].flatMap((one) => [...(three[one] as readonly number[])])),
  };
  const x = clearTokens(random, sizes, w, rounded, (scores) => {
    const [a, b, c] = scores as [number, number, number];
    return isClear([a, b, c]) && ((b > c && c > a) || (c > a && c > b));
  });
  return { x, w };
}

/** Tokens whose scores are near 1000, near -1000, and of both: even experts there, odd ones 2000 below. */
export function largeRouting(random: Random): Routing {
  const sizes = { N: 6, D: 5, E: 8 };
  const w = edited(rounded(distinctExperts(random, sizes)), (value, index) => {
    const [expert, feature] = index as [number, number];
    if (feature === 3) return 15.625;
    return feature === 4 ? (expert % 2 === 0 ? 15.625 : -15.625) : value;
  });
  const plain = clearTokens(
    random,
    sizes,
    edited(w, (value, [, feature]) => ((feature as number) > 2 ? 0 : value)),
    rounded,
  );
  const x = edited(plain, (value, index) => {
    const [token, feature] = index as [number, number];
    if (feature === 3) return [64, -64, 0][token % 3] as number;
    return feature === 4 ? ([0, 0, 64][token % 3] as number) : value;
  });
  return { x, w };
}
