/** Multi-head self-attention in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */

import { add, generate, map, matmul, type Nd, permute, reshape, transpose } from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { type Attended, attend, type Variant } from "./wrong-attention.js";
import { activated, activations } from "./wrong-outputs.js";

/** x [B, L, D]; weights [D, D], applied as x @ W.T + b; biases [D]. */
export interface SelfAttentionInputs {
  readonly x: Nd;
  readonly wq: Nd;
  readonly bq: Nd;
  readonly wk: Nd;
  readonly bk: Nd;
  readonly wv: Nd;
  readonly bv: Nd;
  readonly wo: Nd;
  readonly bo: Nd;
}

export type Projection = "q" | "k" | "v" | "o";

export interface SelfVariant extends Variant {
  /** Projections that are applied as x @ W. */
  readonly untransposed?: readonly Projection[];
  /** Projections without their bias. */
  readonly unbiased?: readonly Projection[];
  /** What is averaged: the values, as it should be, the keys, or x itself. */
  readonly average?: "v" | "k" | "x";
  /** Projections whose weight is not applied, only the bias. */
  readonly unweighted?: readonly Projection[];
  /** Queries or keys that are x itself. */
  readonly unprojected?: readonly ("q" | "k")[];
  /** Scores are k qᵀ. */
  readonly swapped?: boolean;
  /** [B, L, D] to [B, H, L, d]. */
  readonly split?: (x: Nd, numHeads: number) => Nd;
  /** [B, H, L, d] to [B, L, D]. */
  readonly merge?: (heads: Nd) => Nd;
  /** What happens to the merged heads. Default: the output projection. */
  readonly finish?: (merged: Nd, inputs: SelfAttentionInputs) => Nd;
}

/** Gives out [B, L, D] and weights [B, H, L, L]. */
export function attendSelf(inputs: SelfAttentionInputs, numHeads: number, variant: SelfVariant = {}): Attended {
  const {
    untransposed = [],
    unbiased = [],
    unweighted = [],
    unprojected = [],
    average = "v",
    swapped = false,
    split = splitHeads,
    merge = mergeHeads,
  } = variant;
  const project = (x: Nd, name: Projection) => {
    const weight = inputs[`w${name}`];
    const applied = untransposed.includes(name) ? weight : transpose(weight);
    const product = unweighted.includes(name) ? x : matmul(x, applied);
    return unbiased.includes(name) ? product : add(product, inputs[`b${name}`]);
  };
  const heads = (x: Nd) => split(x, numHeads);
  const [q, k] = (["q", "k"] as const).map((name) =>
    heads(unprojected.includes(name) ? inputs.x : project(inputs.x, name)),
  ) as [Nd, Nd];
  const averaged = { v: () => heads(project(inputs.x, "v")), k: () => k, x: () => heads(inputs.x) }[average]();
  const { out, weights } = swapped ? attend(k, q, averaged, variant) : attend(q, k, averaged, variant);
  const merged = merge(out);
  const finished = variant.finish ? variant.finish(merged, inputs) : project(merged, "o");
  return { out: finished, weights };
}

/** The right way: head h takes the features h * d to (h + 1) * d - 1. */
export function splitHeads(x: Nd, numHeads: number): Nd {
  const [B, L, D] = x.shape as [number, number, number];
  return permute(reshape(x, [B, L, numHeads, D / numHeads]), [0, 2, 1, 3]);
}

export function mergeHeads(heads: Nd): Nd {
  const [B, H, L, d] = heads.shape as [number, number, number, number];
  return reshape(permute(heads, [0, 2, 1, 3]), [B, L, H * d]);
}

/**
 * What a weight [D, D] and a bias [D] become where the heads are split first: each head projects its own features with its
 * own block of the weight, or all with the first.
 */
export const splitFirst = (numHeads: number): readonly ((parameter: Nd) => Nd)[] => {
  const ofBlock = (parameter: Nd, place: (row: number, size: number) => number) => {
    const D = parameter.shape[0] as number;
    const size = D / numHeads;
    if (parameter.shape.length === 1)
      return generate([D], ([row]) => parameter.data[place(row as number, size)] as number);
    return generate([D, D], (index) => {
      const [row, column] = index as [number, number];
      if (Math.floor(row / size) !== Math.floor(column / size)) return 0;
      return parameter.data[place(row, size) * D + place(column, size)] as number;
    });
  };
  return [(parameter) => ofBlock(parameter, (at) => at), (parameter) => ofBlock(parameter, (at, size) => at % size)];
};

/** An activation function that nobody asked for, on the result or before the output projection. */
export function activatedSomewhere<Inputs>(
  way: (variant: SelfVariant) => Way<Inputs> & ((inputs: Inputs) => Answer),
): Mistake<Inputs> {
  const onResult = activated(way({}));
  const before = activations.map((activation) => way({ merge: (heads) => map(mergeHeads(heads), activation) }));
  return { ...onResult, ways: [...onResult.ways, ...before] };
}

/** No output projection. */
export const asMerged = (merged: Nd): Nd => merged;

/** Every choice of one or more of these names, all of them first. */
export function choices<T>(names: readonly T[]): readonly (readonly T[])[] {
  const all = 2 ** names.length - 1;
  return Array.from({ length: all }, (_, i) => names.filter((_, bit) => (all - i) & (1 << bit)));
}
