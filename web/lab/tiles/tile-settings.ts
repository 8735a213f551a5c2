import { type TileMask, type TileOrder, type TilePlan, tileMasks, tileOrders } from "./tile-plan.js";

/** One of the two scales: the one that is drawn number by number, or that of a real model, which is only counted. */
export interface Scale {
  readonly length: number;
  readonly headDim: number;
  readonly blockQ: number;
  readonly blockK: number;
  readonly window: number;
  /** Bytes of fast memory. */
  readonly memory: number;
}

export interface TileSettings {
  readonly small: Scale;
  readonly large: Scale;
  /** Of a number, at the large scale. */
  readonly bytes: number;
  readonly mask: TileMask;
  /** Of the loops that are drawn. */
  readonly order: TileOrder;
  readonly seed: number;
  readonly step: number;
  /** The query that is followed. */
  readonly row: number;
}

const powers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => 2 ** (from + i));
const every = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** 64, 96, 128, 192 ... */
const halfPowers = (from: number, to: number) =>
  powers(from, to)
    .flatMap((size) => [size, size * 1.5])
    .slice(0, -1);

type Choices = Readonly<Record<keyof Scale, readonly number[]>>;

/** What each slider offers. */
export const smallChoices: Choices = {
  length: every(4, 32),
  headDim: every(1, 8),
  blockQ: every(1, 16),
  blockK: every(1, 16),
  window: every(1, 32),
  memory: halfPowers(6, 12),
};
export const largeChoices: Choices = {
  length: powers(7, 17),
  headDim: powers(4, 8),
  blockQ: powers(4, 9),
  blockK: powers(4, 9),
  window: powers(4, 16),
  memory: halfPowers(15, 20),
};
export const bytesChoices = [2, 4] as const;

/** Of a number in the drawn figure: float32. */
export const smallBytes = 4;

export const defaultSettings: TileSettings = {
  small: { length: 16, headDim: 4, blockQ: 4, blockK: 4, window: 6, memory: 512 },
  // 192 KiB are those of an A100's multiprocessor.
  large: { length: 4096, headDim: 64, blockQ: 128, blockK: 128, window: 1024, memory: 192 * 1024 },
  bytes: 2,
  mask: "causal",
  order: "flash2",
  seed: 1,
  step: 0,
  row: 6,
};

export const mostSeed = 2 ** 31 - 1;
/** No run is longer: 32 blocks each way, and what comes between. */
const mostSteps = 2 ** 12;

export function planOf({ small, mask }: TileSettings): TilePlan {
  return { ...small, mask };
}

export function largePlanOf({ large, mask }: TileSettings): TilePlan {
  return { ...large, mask };
}

/** Names in a link. */
const names: Readonly<Record<keyof Scale, string>> = {
  length: "n",
  headDim: "d",
  blockQ: "br",
  blockK: "bc",
  window: "window",
  memory: "memory",
};
const fields = Object.keys(names) as (keyof Scale)[];

/** The nearest of what a slider offers; the default where the link says no number. */
function nearest(choices: readonly number[], text: string | null, otherwise: number): number {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return otherwise;
  return choices.reduce((best, choice) => (Math.abs(choice - value) < Math.abs(best - value) ? choice : best));
}

function whole(text: string | null, least: number, most: number, otherwise: number): number {
  const value = text === null || text.trim() === "" ? Number.NaN : Math.trunc(Number(text));
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
}

const oneOf = <T extends string>(choices: readonly T[], text: string | null, otherwise: T): T =>
  choices.find((choice) => choice === text) ?? otherwise;

function readScale(link: URLSearchParams, prefix: string, choices: Choices, otherwise: Scale): Scale {
  const read = (field: keyof Scale) => nearest(choices[field], link.get(prefix + names[field]), otherwise[field]);
  return Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<keyof Scale, number>;
}

/** The settings of a link, whatever it says. */
export function readSettings(link: URLSearchParams): TileSettings {
  const otherwise = defaultSettings;
  const small = readScale(link, "", smallChoices, otherwise.small);
  return {
    small,
    large: readScale(link, "big-", largeChoices, otherwise.large),
    bytes: nearest(bytesChoices, link.get("bytes"), otherwise.bytes),
    mask: oneOf(tileMasks, link.get("mask"), otherwise.mask),
    order: oneOf(tileOrders, link.get("order"), otherwise.order),
    seed: whole(link.get("seed"), 0, mostSeed, otherwise.seed),
    step: whole(link.get("step"), 0, mostSteps, otherwise.step),
    row: whole(link.get("row"), 0, small.length - 1, Math.min(otherwise.row, small.length - 1)),
  };
}

/** What `readSettings` reads again. */
export function writeSettings({ small, large, bytes, mask, order, seed, step, row }: TileSettings): URLSearchParams {
  const scale = (prefix: string, values: Scale) =>
    fields.map((field) => [prefix + names[field], String(values[field])] as [string, string]);
  const others = { mask, order, seed, step, row, bytes };
  return new URLSearchParams([
    ...scale("", small),
    ...Object.entries(others).map(([name, value]) => [name, String(value)] as [string, string]),
    ...scale("big-", large),
  ]);
}
