import { isRepeated, length, type Sequence } from "./data.js";

/** How much of its attention a head spends on what makes an induction circuit, from 0 to 1. */
export interface HeadScores {
  /** On the token before, averaged over all places but the first (Elhage et al. 2021). */
  readonly previous: number;
  /**
   * On tokens that followed earlier copies of the present one, summed over these and averaged over the places that repeat
   * (the prefix-matching score of Olsson et al. 2022).
   */
  readonly prefix: number;
}

/** Scores of every head of a layer. `weights` is `[sequences, heads, length, length]`. */
export function scoreHeads(weights: Float32Array, sequences: readonly Sequence[], heads: number): HeadScores[] {
  const size = length * length;
  return Array.from({ length: heads }, (_, head) => {
    const maps = sequences.map((_, b) => weights.subarray((b * heads + head) * size, (b * heads + head + 1) * size));
    const prefix = sequences.map((sequence, b) => prefixMatching(maps[b] ?? new Float32Array(size), sequence));
    const previous = maps.map(previousToken);
    return { previous: ratio(previous), prefix: ratio(prefix) };
  });
}

interface Share {
  readonly sum: number;
  readonly count: number;
}

/** The mean over all sequences: those with more places count for more. */
function ratio(shares: readonly Share[]): number {
  const total = (key: keyof Share) => shares.reduce((sum, share) => sum + share[key], 0);
  return total("sum") / Math.max(1, total("count"));
}

function previousToken(map: Float32Array): Share {
  let sum = 0;
  for (let i = 1; i < length; i++) sum += map[i * length + i - 1] ?? 0;
  return { sum, count: length - 1 };
}

function prefixMatching(map: Float32Array, sequence: Sequence): Share {
  let [sum, count] = [0, 0];
  for (let i = 0; i < length; i++) {
    if (!isRepeated(sequence, i)) continue;
    count++;
    for (let copy = i - sequence.period; copy >= sequence.start; copy -= sequence.period) {
      sum += map[i * length + copy + 1] ?? 0;
    }
  }
  return { sum, count };
}
