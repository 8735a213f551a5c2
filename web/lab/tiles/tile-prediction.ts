import type { TilePlan } from "./tile-plan.js";
import { allMoved, countPlain, countTiles, type Traffic } from "./tile-traffic.js";

/** By what factors the bytes grow when the length doubles: without tiles, then with them. */
export const growthOptions = ["4-2", "4-4", "4-1", "2-2"] as const;
export type GrowthOption = (typeof growthOptions)[number];

/** Numbers that move at the length, and at twice the length. */
export interface Doubling {
  readonly once: number;
  readonly twice: number;
  readonly factor: number;
}

export interface Growth {
  readonly plain: Doubling;
  readonly tiles: Doubling;
  readonly nearest: GrowthOption;
}

const factors = (option: GrowthOption) => option.split("-").map(Number) as [number, number];

function doubling(plan: TilePlan, count: (plan: TilePlan) => Traffic): Doubling {
  const [once, twice] = [allMoved(count(plan)), allMoved(count({ ...plan, length: 2 * plan.length }))];
  return { once, twice, factor: twice / once };
}

/** Counts at the length and at twice the length, with the same tiles. */
export function growthOf(plan: TilePlan): Growth {
  const plain = doubling(plan, countPlain);
  const tiles = doubling(plan, (it) => countTiles(it, "flash2"));
  const distance = (option: GrowthOption) => {
    const [ofPlain, ofTiles] = factors(option);
    return Math.abs(Math.log(ofPlain / plain.factor)) + Math.abs(Math.log(ofTiles / tiles.factor));
  };
  const nearest = growthOptions.reduce((best, option) => (distance(option) < distance(best) ? option : best));
  return { plain, tiles, nearest };
}
