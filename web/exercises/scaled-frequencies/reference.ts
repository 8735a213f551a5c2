import type { FloatTensor } from "../../kernels/index.js";

export interface Scaling {
  readonly d: number;
  readonly base: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly original_length: number;
}

/** The frequencies of d / 2 rotary pairs for a context that is `factor` times as long, as in Llama 3.1. */
export function scaledFrequencies({ d, base, factor, low, high, original_length }: Scaling): FloatTensor {
  const frequencies = Array.from({ length: d / 2 }, (_, i) => {
    const frequency = base ** ((-2 * i) / d);
    const turns = (original_length * frequency) / (2 * Math.PI);
    if (turns > high) return frequency;
    if (turns < low) return frequency / factor;
    const s = (turns - low) / (high - low);
    return ((1 - s) * frequency) / factor + s * frequency;
  });
  return { shape: [d / 2], data: Float32Array.from(frequencies) };
}
