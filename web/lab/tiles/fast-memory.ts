import { keysOf, queriesOf, sizeOf, type TilePlan } from "./tile-plan.js";

/** What fast memory holds while a tile is computed. The weights take the place of the scores they are made from. */
export type Buffer = "q" | "k" | "v" | "scores" | "out" | "m" | "l";
export const buffers: readonly Buffer[] = ["q", "k", "v", "scores", "out", "m", "l"];

/** Rows and columns of each buffer, for the largest tile there is. */
export function bufferShapes(plan: TilePlan): Readonly<Record<Buffer, readonly [number, number]>> {
  const queries = sizeOf(queriesOf(plan, 0));
  const keys = sizeOf(keysOf(plan, 0));
  return {
    q: [queries, plan.headDim],
    k: [keys, plan.headDim],
    v: [keys, plan.headDim],
    scores: [queries, keys],
    out: [queries, plan.headDim],
    m: [queries, 1],
    l: [queries, 1],
  };
}

export interface Need {
  readonly parts: readonly {
    readonly buffer: Buffer;
    readonly shape: readonly [number, number];
    readonly bytes: number;
  }[];
  readonly bytes: number;
}

/** How many bytes a set of tiles takes. */
export function needOf(plan: TilePlan, bytesPerNumber: number): Need {
  const shapes = bufferShapes(plan);
  const parts = buffers.map((buffer) => {
    const [rows, columns] = shapes[buffer];
    return { buffer, shape: shapes[buffer], bytes: rows * columns * bytesPerNumber };
  });
  return { parts, bytes: parts.reduce((total, { bytes }) => total + bytes, 0) };
}

/** The largest of these sizes for which square blocks fit, or undefined where none does. */
export function largestBlock(
  plan: TilePlan,
  bytesPerNumber: number,
  memory: number,
  sizes: readonly number[],
): number | undefined {
  const fits = (block: number) => needOf({ ...plan, blockQ: block, blockK: block }, bytesPerNumber).bytes <= memory;
  return sizes.filter(fits).reduce<number | undefined>((best, size) => Math.max(best ?? 0, size), undefined);
}
