/** How long to measure. */
export interface Effort {
  /** How often everyone has a turn. */
  readonly rounds: number;
  /** A turn repeats the computation until this time has passed, as far as the warm-up foretells. */
  readonly turnMs: number;
  /** Who is slow has fewer turns: so many that they fit into this time, but at least two. */
  readonly budgetMs: number;
}

/**
 * Times computations in turns, one round after the other, so that what disturbs the machine disturbs all of them alike.
 *
 * @returns for each computation its milliseconds, round by round; where it had no turn, `undefined`
 */
export async function measure(
  computations: readonly (() => unknown)[],
  { rounds, turnMs, budgetMs }: Effort,
): Promise<readonly (readonly (number | undefined)[])[]> {
  const plans: { readonly repeats: number; readonly turns: number }[] = [];
  for (const compute of computations) {
    let once = await time(compute, 1);
    // The first time includes compilation.
    if (once < 1000) once = await time(compute, 1);
    // And what is short becomes shorter still, until the engine has optimized it.
    let repeats = 1;
    while (once * repeats < turnMs / 2) {
      repeats = Math.min(10 * repeats, Math.ceil(turnMs / once));
      once = await time(compute, repeats);
    }
    plans.push({ repeats, turns: Math.min(rounds, Math.max(2, Math.floor(budgetMs / (once * repeats)))) });
  }
  const times: (number | undefined)[][] = computations.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, compute] of computations.entries()) {
      const plan = plans[i];
      const hasTurn = plan !== undefined && round < plan.turns;
      times[i]?.push(hasTurn ? await time(compute, plan.repeats) : undefined);
    }
  }
  return times;
}

/** Milliseconds of one of `repeats` computations. */
async function time(compute: () => unknown, repeats: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const result = compute();
    if (result instanceof Promise) await result;
  }
  // A browser's clock has steps of 0.1 ms.
  return Math.max(performance.now() - start, 0.05) / repeats;
}
