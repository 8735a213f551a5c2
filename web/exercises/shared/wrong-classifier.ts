/** The attention text classifier in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */

import {
  add,
  divide,
  expand,
  full,
  generate,
  matmul,
  multiply,
  type Nd,
  squeeze,
  sum,
  transpose,
  zip,
} from "../../arrays/nd.js";
import { composed } from "./composed.js";
import { attend, last, overKeys, type Variant, type Weighing } from "./wrong-attention.js";

type Params = Readonly<Record<string, Nd>>;

export interface ClassifierInputs {
  readonly ids: Nd;
  /** 1 for a real token, 0 for padding. */
  readonly mask: Nd;
  readonly params: Params;
}

/** A step that is left out is right. */
export interface ClassifierVariant extends Omit<Variant, "weigh"> {
  /** Other parameters than those given: a bias left out is a bias of zeros. */
  readonly params?: (params: Params) => Params;
  /** What takes the mask's place in the attention, in the pooling. */
  readonly hidden?: (mask: Nd, ids: Nd) => Nd;
  readonly counted?: (mask: Nd, ids: Nd) => Nd;
  /** What queries, keys and values are made of: their projections, or the embedded words themselves. */
  readonly unprojected?: readonly ("q" | "k" | "v")[];
  readonly swapped?: boolean;
  /** From scores (B, L, L) and mask (B, L) to weights (B, L, L). */
  readonly weigh?: (scores: Nd, mask: Nd) => Nd;
  /** From tokens (B, L, D) and mask to what is classified. */
  readonly pool?: (tokens: Nd, mask: Nd) => Nd;
  readonly finish?: (logits: Nd, mask: Nd) => Nd;
}

export const classifier = composed(
  (
    { ids, mask, params }: ClassifierInputs,
    {
      params: change = (params) => params,
      hidden = (mask) => mask,
      counted = (mask) => mask,
      unprojected = [],
      swapped = false,
      weigh = hiding(Number.NEGATIVE_INFINITY),
      pool = meanOfReal,
      finish = (logits) => logits,
      ...variant
    }: ClassifierVariant,
  ): Nd => {
    const p = (name: string) => change(params)[name] as Nd;
    const project = (tokens: Nd, name: string) => add(matmul(tokens, transpose(p(`w${name}`))), p(`b${name}`));
    const x = lookedUp(p("embedding"), ids);
    const [q, k, v] = (["q", "k", "v"] as const).map((name) => (unprojected.includes(name) ? x : project(x, name))) as [
      Nd,
      Nd,
      Nd,
    ];
    const { out } = attend(swapped ? k : q, swapped ? q : k, v, {
      ...variant,
      weigh: (scores) => weigh(scores, hidden(mask, ids)),
    });
    const tokens = project(out, "o");
    return finish(project(pool(tokens, counted(mask, ids)), "c"), mask);
  },
);

const lookedUp = (embedding: Nd, ids: Nd) => {
  const [batch, length] = ids.shape as [number, number];
  return generate(
    [batch, length, last(embedding)],
    ([b, i, feature]) =>
      embedding.data[
        (ids.data[(b as number) * length + (i as number)] as number) * last(embedding) + (feature as number)
      ] as number,
  );
};

/** The scores of padding replaced by a number, then the softmax, or what takes its place. */
export const hiding =
  (fill: number, along: Weighing = overKeys) =>
  (scores: Nd, mask: Nd) =>
    along(zip(scores, expand(mask, 1), (score, real) => (real ? score : fill)));
export const onlyReal = (tokens: Nd, mask: Nd) => multiply(tokens, expand(mask, 2));
export const sumOfReal = (tokens: Nd, mask: Nd) => squeeze(sum(onlyReal(tokens, mask), 1), 1);
export const meanOfReal = (tokens: Nd, mask: Nd) => divide(sumOfReal(tokens, mask), sum(mask, 1));

/** In the place of a mask: every token counts. */
export const everything = (mask: Nd) => full(mask.shape, 1);
