/** Splitting into heads and merging them as people get it wrong. Mistakes are built of it. */
import {
  add,
  expand,
  full,
  generate,
  map,
  matmul,
  mean,
  type Nd,
  permute,
  reshape,
  squeeze,
  sum,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";
import { last } from "./wrong-attention.js";
import { asMerged, mergeHeads } from "./wrong-self-attention.js";

/** The output projection: weight [D, D], applied as x @ W.T + b, and bias [D]. */
export interface OutputProjection {
  readonly wo: Nd;
  readonly bo: Nd;
}

export interface HeadVariant {
  /** [B, L, D] to [B, H, L, d]. */
  readonly split?: (x: Nd, numHeads: number) => Nd;
  /** [B, H, L, d] to [B, L, D]. */
  readonly merge?: (heads: Nd) => Nd;
  /** What happens to the merged heads. Default: the output projection. */
  readonly finish?: (merged: Nd, output: OutputProjection) => Nd;
}

const sizes = (x: Nd) => x.shape as [number, number, number, number];

export function splitByReshape(x: Nd, H: number): Nd {
  const [B, L, D] = sizes(x);
  return reshape(x, [B, H, L, D / H]);
}

function mergeByReshape(heads: Nd): Nd {
  const [B, H, L, d] = sizes(heads);
  return reshape(heads, [B, L, H * d]);
}

/** The head's index counts fastest: (d, H) instead of (H, d). */
function splitInterleaved(x: Nd, H: number): Nd {
  const [B, L, D] = sizes(x);
  return permute(reshape(x, [B, L, D / H, H]), [0, 3, 1, 2]);
}

function mergeInterleaved(heads: Nd): Nd {
  const [B, H, L, d] = sizes(heads);
  return reshape(permute(heads, [0, 2, 3, 1]), [B, L, d * H]);
}

/** The heads' axis stays where the reshape has left it, so that the heads of one token attend to one another. */
export const splitUntransposed = (x: Nd, H: number) => {
  const [B, L, D] = sizes(x);
  return reshape(x, [B, L, H, D / H]);
};
const mergeUntransposed = (heads: Nd) => {
  const [B, L, H, d] = sizes(heads);
  return reshape(heads, [B, L, H * d]);
};

/** [B, L, d] instead of [B, L, D]. */
const average = (heads: Nd) => squeeze(mean(heads, 1), 1);
const total = (heads: Nd) => squeeze(sum(heads, 1), 1);

/** [B, L, d] to [B, L, D]: each feature as many times in a row as there were heads. */
const repeated = (x: Nd, times: number) => {
  const [B, L, d] = sizes(x);
  return reshape(
    zip(expand(x, -1), full([times], 0), (value) => value),
    [B, L, d * times],
  );
};

/** As a loop over the features of the shorter vector does it: only the first columns of wo take part. */
function projectShort(merged: Nd, { wo, bo }: OutputProjection): Nd {
  const columns = generate(
    [last(wo), last(merged)],
    ([row, column]) => wo.data[(row as number) * last(wo) + (column as number)] as number,
  );
  return add(matmul(merged, transpose(columns)), bo);
}

/** All heads replaced by the same. */
const alike = (one: (heads: Nd) => Nd) => (heads: Nd) => mergeHeads(zip(heads, one(heads), (_, value) => value));

/** What may go wrong with heads in any exercise that splits and merges them. */
export function headMistakes<Inputs extends { readonly num_heads: number }>(
  way: (variant: HeadVariant | ((inputs: Inputs) => HeadVariant)) => Way<Inputs>,
): Readonly<Record<"reshaped" | "interleaved" | "averaged", Mistake<Inputs>>> {
  return {
    reshaped: {
      ...known("heads-reshaped-not-transposed"),
      ways: [
        way({ split: splitByReshape }),
        way({ merge: mergeByReshape }),
        way({ split: splitByReshape, merge: mergeByReshape }),
        way({ split: splitUntransposed, merge: mergeUntransposed }),
      ],
    },
    interleaved: {
      ...known("heads-interleaved"),
      ways: [
        way({ split: splitInterleaved }),
        way({ merge: mergeInterleaved }),
        way({ split: splitInterleaved, merge: mergeInterleaved }),
      ],
    },
    averaged: {
      ...known("heads-averaged"),
      ways: [
        way({ merge: average, finish: asMerged }),
        way({ merge: average, finish: projectShort }),
        way({ merge: total, finish: asMerged }),
        way({ merge: total, finish: projectShort }),
        // As many copies of the one as there were heads: side by side, or feature by feature.
        way({ merge: alike((heads) => mean(heads, 1)) }),
        way({ merge: alike((heads) => sum(heads, 1)) }),
        way(({ num_heads }) => ({ merge: (heads) => repeated(average(heads), num_heads) })),
        // In JavaScript wo finds undefined where features are missing, unless there is only one head.
        way(({ num_heads }) => ({ finish: (merged) => map(merged, (value) => (num_heads > 1 ? Number.NaN : value)) })),
        // Never put together.
        way({ merge: (heads) => heads, finish: asMerged }),
      ],
    },
  };
}
