import { createRandom, type Random } from "../../format/index.js";
import { type IntTensor, tensor } from "../../kernels/index.js";

export const vocabulary = 48;
/** How many places a sequence has. */
export const length = 64;
/** Of what is drawn; a fixed period is the longest. */
export const shortestPeriod = 6;
export const longestPeriod = 32;
/** Places whose next token is not judged. */
export const ignored = -100;

/** `drawn`: a period of 6 to 32 that begins anywhere; `fixed`: always half the length, from the first place on. */
export const periodRules = ["drawn", "fixed"] as const;
export type PeriodRule = (typeof periodRules)[number];

/** Tokens that come once, then a block that is repeated to the end. No token is twice in the block, nor before it. */
export interface Sequence {
  /** One more than the model reads: the last is only predicted. */
  readonly tokens: Int32Array;
  /** Where the block begins. */
  readonly start: number;
  readonly period: number;
}

/** What a step learns from: `[size, length]` each. */
export interface Batch {
  readonly tokens: IntTensor;
  /** The next token where it repeats the block and follows a token that was there before, else `ignored`. */
  readonly targets: IntTensor;
}

export function drawSequence(random: Random, rule: PeriodRule): Sequence {
  if (rule === "fixed") return repeatBlock(random, 0, longestPeriod);
  const period = random.between(shortestPeriod, longestPeriod);
  return repeatBlock(random, random.between(0, length - 2 * period), period);
}

/** A block of this period from `start` on, after tokens that are not in it. */
export function repeatBlock(random: Random, start: number, period: number): Sequence {
  const all = shuffled(random);
  const tokens = Int32Array.from({ length: length + 1 }, (_, i) =>
    i < start ? (all[random.between(period, vocabulary - 1)] ?? 0) : (all[(i - start) % period] ?? 0),
  );
  return { tokens, start, period };
}

/** All tokens in a random order (Fisher and Yates). */
function shuffled(random: Random): Int32Array {
  const all = Int32Array.from({ length: vocabulary }, (_, i) => i);
  for (let i = vocabulary - 1; i > 0; i--) {
    const j = random.between(0, i);
    [all[i], all[j]] = [all[j] ?? 0, all[i] ?? 0];
  }
  return all;
}

/** The sequences of a step: they depend on seed and step alone, so that a run goes on anywhere. */
export function drawSequences(seed: number, step: number, size: number, rule: PeriodRule): readonly Sequence[] {
  const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) + step);
  return Array.from({ length: size }, () => drawSequence(random, rule));
}

/** Whether place i repeats the block, so that an induction head can say what follows it. */
export const isRepeated = ({ start, period }: Sequence, i: number): boolean => i >= start + period;

export function batchOf(sequences: readonly Sequence[]): Batch {
  const tokens = new Int32Array(sequences.length * length);
  const targets = new Int32Array(tokens.length).fill(ignored);
  for (const [b, sequence] of sequences.entries()) {
    for (let i = 0; i < length; i++) {
      tokens[b * length + i] = sequence.tokens[i] ?? 0;
      if (isRepeated(sequence, i)) targets[b * length + i] = sequence.tokens[i + 1] ?? 0;
    }
  }
  const shape = [sequences.length, length];
  return { tokens: tensor(shape, tokens), targets: tensor(shape, targets) };
}
