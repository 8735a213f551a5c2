import { describe, expect, test } from "vitest";
import { tensor } from "../../web/kernels/index.js";
import { builds } from "./builds.js";

describe.each(builds)("$build", ({ kernels }) => {
  test("weights of scores near 1000 are as good as those of their differences", () => {
    // The scores, 1024, 1023.5 and 1023, are exact in float32.
    const q = tensor([1, 1, 1, 1], [1024]);
    const k = tensor([1, 1, 3, 1], [1, 1 - 2 ** -11, 1 - 2 ** -10]);
    const { weights } = kernels.scaledDotProductAttention({ q, k, v: k }, { scale: 1, returnWeights: true });
    const powers = [1, Math.exp(-0.5), Math.exp(-1)];
    const total = powers.reduce((sum, power) => sum + power);
    powers.forEach((power, j) => {
      expect(Math.abs((weights.data[j] as number) / (power / total) - 1)).toBeLessThan(4 * 2 ** -23);
    });
  });
});
