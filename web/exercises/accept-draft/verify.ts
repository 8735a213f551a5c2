/** Speculative sampling with the steps that learners get wrong made exchangeable: for the mistakes, and to draw inputs that tell them apart. */
import type { Draft } from "./reference.js";

type Weights = readonly number[];

export interface Variant {
  readonly accepts?: (draft: Draft, i: number) => boolean;
  /** What is drawn from where token i is rejected; undefined where nothing is drawn. */
  readonly residual?: (draft: Draft, i: number) => Weights | undefined;
  /** What is drawn from at the end. */
  readonly bonus?: (draft: Draft) => Weights | undefined;
  /** The uniform number for it. */
  readonly uniform?: (draft: Draft, i: number) => number;
  readonly pick?: (weights: Weights, uniform: number) => number;
  /** What follows a rejection. Default: nothing. */
  readonly goesOn?: "and draws at the end" | "to the last token";
  /** The rejected token stays, and what is drawn comes behind it. */
  readonly keepsRejected?: boolean;
  /** Takes as many tokens as are accepted anywhere. */
  readonly countsAll?: boolean;
}

const rowOf = (rows: readonly Weights[], i: number) => rows[i] as Weights;
const pOf = ({ p, tokens }: Draft, i: number): number => rowOf(p, i)[tokens[i] as number] as number;
const qOf = ({ q, tokens }: Draft, i: number): number => rowOf(q, i)[tokens[i] as number] as number;
const uOf = ({ u }: Draft, i: number) => u[i] as number;

export const normalized = (weights: Weights): Weights => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};
/** From p and q, token by token, to weights. */
export const between =
  (of: (p: number, q: number) => number, row = 0) =>
  ({ p, q }: Draft, i: number): Weights =>
    rowOf(p, i + row).map((probability, token) => of(probability, rowOf(q, i)[token] as number));
export const excess = between((p, q) => Math.max(p - q, 0));
const rightResidual = (draft: Draft, i: number) => normalized(excess(draft, i));

/** The first token whose cumulated weight is larger; `none` where there is no such token. */
export const byInverse =
  (none: (weights: Weights) => number) =>
  (weights: Weights, uniform: number): number => {
    let reached = 0;
    for (const [token, weight] of weights.entries()) {
      reached += weight;
      if (uniform < reached) return token;
    }
    return none(weights);
  };
export const orLast: Required<Variant>["pick"] = byInverse((weights) => weights.length - 1);

/** The tokens that are returned, without what fills the rest. */
export function verify(
  draft: Draft,
  {
    accepts = (given, i) => uOf(given, i) < pOf(given, i) / qOf(given, i),
    residual = rightResidual,
    bonus = ({ p }) => p.at(-1),
    uniform = ({ last }) => last,
    pick = orLast,
    goesOn,
    keepsRejected = false,
    countsAll = false,
  }: Variant = {},
): readonly number[] {
  const K = draft.tokens.length;
  if (countsAll) {
    const count = draft.tokens.filter((_, i) => accepts(draft, i)).length;
    const weights = count < K ? residual(draft, count) : bonus(draft);
    return [...draft.tokens.slice(0, count), ...(weights ? [pick(weights, uniform(draft, count))] : [])];
  }
  const result: number[] = [];
  let rejected = false;
  for (const [i, token] of draft.tokens.entries()) {
    if (accepts(draft, i)) {
      result.push(token);
      continue;
    }
    const weights = residual(draft, i);
    if (keepsRejected) result.push(token);
    if (weights) result.push(pick(weights, uniform(draft, i)));
    if (!goesOn) return result;
    rejected = true;
  }
  const weights = rejected && goesOn === "to the last token" ? undefined : bonus(draft);
  if (weights) result.push(pick(weights, uniform(draft, K)));
  return result;
}

export const reversed: Variant = { accepts: (draft, i) => uOf(draft, i) < qOf(draft, i) / pOf(draft, i) };
export const inverted: Variant = { accepts: (draft, i) => uOf(draft, i) >= pOf(draft, i) / qOf(draft, i) };
export const withoutDraft: Variant = { accepts: (draft, i) => uOf(draft, i) < pOf(draft, i) };
export const withoutChance: Variant = { accepts: (draft, i) => pOf(draft, i) >= qOf(draft, i) };
const argmax = (weights: Weights) => weights.indexOf(Math.max(...weights));
export const ifLikeliest: Variant = { accepts: ({ p, tokens }, i) => argmax(rowOf(p, i)) === tokens[i] };
export const always: Variant = { accepts: () => true };
export const fromTarget: Variant = { residual: between((p) => p) };
export const fromDraft: Variant = { residual: between((_, q) => q) };
export const fromLess: Variant = {
  residual: (draft, i) => normalized(between((p, q) => Math.max(q - p, 0))(draft, i)),
};
export const absolute: Variant = { residual: (draft, i) => normalized(between((p, q) => Math.abs(p - q))(draft, i)) };
export const unnormalized: Variant = { residual: excess };
/** Gives -1 where the cumulated sum stays below. */
export const unnormalizedOrNone: Variant = { ...unnormalized, pick: byInverse(() => -1) };
export const rowBefore: Variant = { bonus: ({ p }) => p.at(-2) };
export const lastOfDraft: Variant = { bonus: ({ q }) => q.at(-1) };
export const goingOn: Variant = { goesOn: "and draws at the end" };
export const likeliest: Variant = { pick: argmax };
export const withItsOwn: Variant = { uniform: ({ u, last }, i) => u[i] ?? last };
