import type { Locale } from "../format/index.js";

/** The command was called wrongly; the message is for the one who called it. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

/** Options that several commands have, from their words. */
export function readSeed(seed: string | undefined): number | undefined {
  if (seed === undefined) return undefined;
  if (!/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 32)
    throw new Misuse(`--seed is "${seed}", but it should be a whole number from 0 to 4294967295.`);
  return Number(seed);
}

export function readCount(option: string, given: string | undefined, most: number): number | undefined {
  if (given === undefined) return undefined;
  const count = Number(given);
  if (!/^\d{1,6}$/.test(given) || count < 1 || count > most)
    throw new Misuse(`--${option} is "${given}", but it should be a whole number from 1 to ${most}.`);
  return count;
}

/** @param language the environment's, as in `LANG` */
export function readLocale(given: string | undefined, language: string): Locale {
  if (given === undefined) return /^zh/i.test(language) ? "zh" : "en";
  if (given !== "en" && given !== "zh") throw new Misuse(`--lang is "${given}", but it should be en or zh.`);
  return given;
}
