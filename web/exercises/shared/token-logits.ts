/** Logits for the exercises on log-probabilities of tokens. */
import type { Random } from "../../format/random.js";
import { edited, rounded } from "../../format/tensors.js";
import type { FloatTensor, IntTensor } from "../../kernels/index.js";

type Shape = readonly [B: number, L: number, V: number];

/**
 * Position after position near 1000, near -1000, and of both: even tokens there, odd ones 2000 below them. Multiples of 1/8, which
 * float32 holds exactly at 1000.
 */
export function logitLevels(random: Random, [B, L, V]: Shape): FloatTensor {
  return edited(rounded(random.normal([B, L, V])), (value, index) => {
    const [b, i, v] = index as [number, number, number];
    const kind = (b * L + i) % 3;
    return value + (kind === 0 || (kind === 2 && v % 2 === 0) ? 1000 : -1000);
  });
}

/** Ordinary logits, but token `(position + entry) % V` of each position lies 1500 below: its probability is 0 in any format. */
export function withUnlikelyTokens(random: Random, [B, L, V]: Shape): FloatTensor {
  return edited(rounded(random.normal([B, L, V])), (value, index) => {
    const [b, i, v] = index as [number, number, number];
    return v === (i + b) % V ? value - 1500 : value;
  });
}

/** Ids like those drawn, but at every second position (from the first) the one that `withUnlikelyTokens` lowers. */
export function unlikelyIds(random: Random, [B, L, V]: Shape): IntTensor {
  const { shape, data } = random.integers(V, [B, L]);
  return { shape, data: data.map((id, at) => (at % 2 === 0 ? ((at % L) + Math.floor(at / L)) % V : id)) };
}

/** What a target holds that does not count. */
const ignored = -100;

/** The ids, with -100 at the places that do not count. */
export function withIgnored({ shape, data }: IntTensor, isIgnored: (b: number, i: number) => boolean): IntTensor {
  const L = shape[1] as number;
  return { shape, data: data.map((id, at) => (isIgnored(Math.floor(at / L), at % L) ? ignored : id)) };
}

/** Ids that `logitLevels` leaves likely: the loss is ordinary there, if no exponential overflows. */
export function likelyIds(random: Random, [B, L, V]: Shape): IntTensor {
  const { shape, data } = random.integers(V, [B, L]);
  return { shape, data: data.map((id) => id - (id % 2)) };
}
