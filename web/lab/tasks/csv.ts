import { kindOf, pointsOf } from "./settings.js";
import type { Run } from "./work.js";

const columns = [
  "kind",
  "task",
  "seed",
  "steps",
  "examples",
  "length",
  "model",
  "attempt",
  "parameters",
  "accuracy",
  "ms_per_step",
] as const;

/** Every training of these runs as a row of comma-separated values (RFC 4180). No field needs quotes: they are our names and numbers. */
export function csvOf(runs: readonly Run[]): string {
  const rows = runs.flatMap(({ settings, results }) => {
    const points = pointsOf(settings);
    return results.map(({ point, model, attempt, parameters, accuracy, msPerStep }) => {
      const { amount, length } = points[point] ?? { amount: "", length: "" };
      const { variant, seed, steps } = settings;
      const measured = [parameters, accuracy.toFixed(4), msPerStep.toFixed(3)];
      return [kindOf(variant), variant, seed, steps, amount, length, model, attempt + 1, ...measured];
    });
  });
  return [columns, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}
