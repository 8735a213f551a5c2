/** The right answer, in whole numbers: no kernel's business. Plain on purpose; the mistakes are written without it. */

export interface Draft {
  /** Of the large model, K + 1 rows of V. */
  readonly p: readonly (readonly number[])[];
  /** Of the small one, K rows of V. */
  readonly q: readonly (readonly number[])[];
  readonly tokens: readonly number[];
  readonly u: readonly number[];
  readonly last: number;
}

export interface Accepted {
  /** The accepted tokens and the one that was drawn. */
  readonly tokens: readonly number[];
  /** How near a uniform number came to what it was compared with. */
  readonly gap: number;
}

/** Speculative sampling (Leviathan et al., 2022, algorithm 1), with the uniform numbers given. */
export function acceptDraft({ p, q, tokens, u, last }: Draft): Accepted {
  let gap = Number.POSITIVE_INFINITY;
  const isLess = (uniform: number, limit: number) => {
    gap = Math.min(gap, Math.abs(uniform - limit));
    return uniform < limit;
  };
  const drawn = (weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let reached = 0;
    for (const [token, weight] of weights.entries()) {
      reached += weight / total;
      if (weight > 0 && isLess(last, reached)) return token;
    }
    throw new RangeError("There is no weight to draw from.");
  };
  for (const [i, token] of tokens.entries()) {
    const [target, drafted] = [p[i] as readonly number[], q[i] as readonly number[]];
    if (isLess(u[i] as number, (target[token] as number) / (drafted[token] as number))) continue;
    const residual = target.map((probability, at) => Math.max(probability - (drafted[at] as number), 0));
    return { tokens: [...tokens.slice(0, i), drawn(residual)], gap };
  }
  return { tokens: [...tokens, drawn(p[tokens.length] as readonly number[])], gap };
}
