import { expect } from "vitest";
import type { Parameter } from "../../web/lab/training/parameters.js";

/**
 * Holds the gradients that a backward pass wrote against the slope of the loss along each of them, by central differences. Weights
 * are floats of 32 bits: the step is wide, and the loss must be smooth within it.
 */
export function expectGradients(parameters: readonly Parameter[], backward: () => number, step = 2e-3): void {
  backward();
  const gradients = parameters.map(({ gradient }) => gradient.read().data);
  for (const [i, { value }] of parameters.entries()) {
    const gradient = gradients[i] ?? new Float32Array(0);
    const norm = Math.hypot(...gradient);
    if (norm < 1e-6) continue;
    const { shape, data } = value.read();
    const lossAt = (distance: number) => {
      value.write({ shape, data: data.map((weight, at) => weight + (distance * (gradient[at] ?? 0)) / norm) });
      return backward();
    };
    const slope = (lossAt(step) - lossAt(-step)) / (2 * step);
    value.write({ shape, data });
    expect(
      Math.abs(slope - norm) / Math.max(norm, 0.05),
      `parameter ${i}, slope ${slope}, gradient ${norm}`,
    ).toBeLessThan(0.02);
  }
}
