/** The right answer: a search over whole numbers, no kernel's business. Plain on purpose; the mistakes are written without it. */

export interface Tables {
  /** The logarithm of the probability of each first token. */
  readonly start: readonly number[];
  /** step[s][t]: that of t after s. */
  readonly step: readonly (readonly number[])[];
  readonly end: number;
  readonly beams: number;
  readonly maxLength: number;
}

interface Path {
  readonly tokens: readonly number[];
  readonly sum: number;
}

export interface Found {
  readonly tokens: readonly number[];
  /** Whether the best is a finished one. */
  readonly finished: boolean;
  /** Whether a path that has not ended has the largest sum. */
  readonly unfinishedLeads: boolean;
  /** The smallest difference of two sums that decided something. */
  readonly gap: number;
}

export function beamSearch({ start, step, end, beams, maxLength }: Tables): Found {
  const isFinished = ({ tokens }: Path) => tokens.at(-1) === end;
  let gap = Number.POSITIVE_INFINITY;
  const best = (paths: readonly Path[]) => {
    const sorted = [...paths].sort((a, b) => b.sum - a.sum);
    for (let i = 1; i < Math.min(sorted.length, beams + 1); i++)
      gap = Math.min(gap, (sorted[i - 1] as Path).sum - (sorted[i] as Path).sum);
    return sorted.slice(0, beams);
  };
  let kept = best(start.map((sum, token) => ({ tokens: [token], sum })));
  for (let length = 1; length < maxLength; length++) {
    const longer = kept.flatMap((path): readonly Path[] => {
      if (isFinished(path)) return [path];
      const next = step[path.tokens.at(-1) as number] as readonly number[];
      return next.map((log, token) => ({ tokens: [...path.tokens, token], sum: path.sum + log }));
    });
    kept = best(longer);
  }
  const first = kept[0] as Path;
  const chosen = kept.find(isFinished) ?? first;
  return { tokens: chosen.tokens, finished: isFinished(chosen), unfinishedLeads: !isFinished(first), gap };
}
