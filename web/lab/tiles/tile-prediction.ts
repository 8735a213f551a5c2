import type { TilePlan } from "./tile-plan.js";
import { allMoved, countPlain, countTiles } from "./tile-traffic.js";

/** By what factors the bytes grow when the length doubles: without tiles, then with them. */
export const growthOptions = ["4-2", "4-4", "4-1", "2-2"] as const;
export type GrowthOption = (typeof growthOptions)[number];

export interface Growth {
  readonly plain: number;
  readonly tiles: number;
  readonly nearest: GrowthOption;
}

const factors = (option: GrowthOption) => option.split("-").map(Number) as [number, number];

/** Counts at the length and at twice the length, with the same tiles. */
export function growthOf(plan: TilePlan): Growth {
  const twice = { ...plan, length: 2 * plan.length };
  const plain = allMoved(countPlain(twice)) / allMoved(countPlain(plan));
  const tiles = allMoved(countTiles(twice, "flash2")) / allMoved(countTiles(plan, "flash2"));
  const distance = (option: GrowthOption) => {
    const [ofPlain, ofTiles] = factors(option);
    return Math.abs(Math.log(ofPlain / plain)) + Math.abs(Math.log(ofTiles / tiles));
  };
  const nearest = growthOptions.reduce((best, option) => (distance(option) < distance(best) ? option : best));
  return { plain, tiles, nearest };
}

export const isGrowthOption = (value: string | null): value is GrowthOption =>
  growthOptions.some((option) => option === value);
