import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** An array on the tape, as `tape.js` has it. */
export interface TapeTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
  readonly gradient?: Float64Array;
  add(other: TapeTensor | number): TapeTensor;
  sub(other: TapeTensor | number): TapeTensor;
  mul(other: TapeTensor | number): TapeTensor;
  div(other: TapeTensor | number): TapeTensor;
  exp(): TapeTensor;
  log(): TapeTensor;
  tanh(): TapeTensor;
  relu(): TapeTensor;
  where(mask: TapeTensor, otherwise: number): TapeTensor;
  matmul(other: TapeTensor): TapeTensor;
  transpose(): TapeTensor;
  reshape(shape: readonly number[]): TapeTensor;
  softmax(axis?: number): TapeTensor;
  sum(axis?: number): TapeTensor;
  mean(axis?: number): TapeTensor;
  max(axis?: number): TapeTensor;
}

export interface TapeTexts {
  readonly length: number;
  readonly ids: readonly number[];
  readonly lengths: readonly number[];
  readonly labels: readonly number[];
}

export type TapePool = (tokens: TapeTensor, mask: TapeTensor, params: Record<string, TapeTensor>) => TapeTensor;

interface Tape {
  readonly Tensor: new (shape: readonly number[], data: Float64Array, learns?: boolean) => TapeTensor;
  startTape(): void;
  flowBack(loss: TapeTensor): void;
  lookUp(table: TapeTensor, ids: ArrayLike<number>, shape: readonly number[]): TapeTensor;
  crossEntropyOf(logits: TapeTensor, labels: ArrayLike<number>): TapeTensor;
  logitsOf(pool: TapePool, weights: Record<string, TapeTensor>, texts: TapeTexts, from: number, to: number): TapeTensor;
  trainWith(
    pool: TapePool,
    weights: Record<string, TapeTensor>,
    plan: { batch: number; steps: number; every: number; lr: number; weightDecay: number },
    training: TapeTexts,
    tests: readonly TapeTexts[],
  ): { curve: readonly number[]; losses: readonly number[]; accuracies: readonly number[] };
}

const source = ["tape", "trainer"].map((name) =>
  readFileSync(fileURLToPath(new URL(`../../web/lab/help/worker/${name}.js`, import.meta.url)), "utf8"),
);

/** The tape on which a learner's `pool` computes: here the plain float64 version of what the kernels train. */
export const tape: Tape = new Function(
  `${source.join("\n")}; return { Tensor, startTape, flowBack, lookUp, crossEntropyOf, logitsOf, trainWith };`,
)();

/** The slope of a scalar along each element of `x`, by central differences. */
export function slopesOf(x: TapeTensor, value: () => number, step = 1e-5): Float64Array {
  return x.data.map((_, i) => {
    const here = x.data[i] ?? 0;
    x.data[i] = here + step;
    const above = value();
    x.data[i] = here - step;
    const below = value();
    x.data[i] = here;
    return (above - below) / (2 * step);
  });
}
