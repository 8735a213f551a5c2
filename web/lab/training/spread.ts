/** What several seeds gave, in short. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The standard deviation of the sample (divided by n - 1); 0 of a single value. */
  readonly deviation: number;
}

/** Of nothing everything is NaN. */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : values.length ? 0 : Number.NaN;
  const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [Number.NaN, Number.NaN];
  return { mean, low, high, deviation };
}

/** Whether the ranges from the lowest to the highest value have a point in common: then the seeds do not tell the two apart. */
export const overlap = (a: Spread, b: Spread): boolean => a.low <= b.high && b.low <= a.high;
