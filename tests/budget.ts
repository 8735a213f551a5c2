import { expect } from "vitest";

/**
 * Asserts that a size is what it was when somebody last wrote it down, give or take a tenth. Beyond that the new figure is to be
 * written in the place of the old one, with a reason in the commit: upwards, because nobody would see it grow; downwards,
 * because a budget far above what is used can no longer fail.
 *
 * @param today in bytes, measured
 */
export function expectBudget(what: string, size: number, today: number): void {
  console.info(`${what}: ${size} bytes, ${today} when it was last written down`);
  expect(size, `${what} has grown beyond ${today} and a tenth`).toBeLessThanOrEqual(Math.round(today * 1.1));
  expect(size, `${what} has shrunk below ${today} less a tenth`).toBeGreaterThanOrEqual(Math.round(today * 0.9));
}
