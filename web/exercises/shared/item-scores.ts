/** Inputs for the exercises that score each item by its dot product with one vector. */

import type { Random } from "../../format/random.js";
import { rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

/** Scores around `center`, about half a unit apart and in random order: no weight is negligible and no two are alike. */
export function ladder(random: Random, count: number, center: number): readonly number[] {
  const scores = Array.from({ length: count }, (_, i) => center + i / 2 + random.between(0, 2) / 8);
  for (let i = count - 1; i > 0; i--) {
    const j = random.between(0, i);
    [scores[i], scores[j]] = [scores[j] as number, scores[i] as number];
  }
  return scores;
}

/** Some scores near 1000, as many or fewer near -1000: only the largest may be subtracted. */
export function farApart(random: Random, count: number): readonly number[] {
  return ladder(random, count, 1000).map((score, i) => (i % 2 === 0 ? score : -score));
}

/**
 * Draws one item for each score, and a vector w whose dot products with the items are exactly the scores (multiples of
 * 1/8), in float32 too: the first feature makes up what the others leave. Those are multiples of 1/parts: 1/8 up to scores of
 * some thousands, 1/2 up to a million.
 */
export function itemsWithScores(
  random: Random,
  scores: readonly number[],
  features: number,
  parts = 8,
): { x: FloatTensor; w: FloatTensor } {
  const first = 32;
  const w = rounded(random.normal([features]), parts);
  w.data[0] = first;
  const x = rounded(random.normal([scores.length, features]), parts);
  scores.forEach((score, item) => {
    const at = item * features;
    let rest = 0;
    for (let i = 1; i < features; i++) rest += (x.data[at + i] as number) * (w.data[i] as number);
    x.data[at] = (score - rest) / first;
  });
  return { x, w };
}
