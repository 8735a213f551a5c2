/** A small GPT in float64 with the steps that learners get wrong made exchangeable. */
import { add, generate, map, matmul, type Nd, scale, transpose } from "../../arrays/nd.js";
import type { Answer } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { attend, last, type Variant } from "../shared/wrong-attention.js";
import type { HeadVariant } from "../shared/wrong-heads.js";
import { geluByTanh, layerNorm, linear, type Norm } from "../shared/wrong-layers.js";
import { type Masking, rightMasking } from "../shared/wrong-masking.js";
import { mergeHeads, splitHeads } from "../shared/wrong-self-attention.js";

export type Params = Readonly<Record<string, Nd>>;

export interface Inputs {
  readonly ids: Nd;
  readonly params: Params;
  readonly num_heads: number;
}

/** Of one block: its sublayers, each of tokens [B, L, D], and its normalisations. */
interface Steps {
  readonly attend: (x: Nd) => Nd;
  readonly feed: (x: Nd) => Nd;
  readonly norm1: (x: Nd) => Nd;
  readonly norm2: (x: Nd) => Nd;
}
export type Order = (x: Nd, steps: Steps) => Nd;

/** The model with the steps that learners get wrong made exchangeable. Left out, a step is right. */
export interface GptVariant extends Omit<Variant, "weigh">, HeadVariant {
  /** Other parameters than those given, stacked as they are: a bias left out is a bias of zeros. */
  readonly params?: (params: Params) => Params;
  /** From ids [B, L] and tables to tokens [B, L, D]. */
  readonly embed?: (ids: Nd, params: Params) => Nd;
  /** Whose parameters the blocks have, one after the other. */
  readonly blocks?: readonly number[];
  readonly masking?: Masking;
  /** Whether query i may attend to key j. */
  readonly visible?: (i: number, j: number) => boolean;
  /** From those given. */
  readonly heads?: (numHeads: number, modelDim: number) => number;
  /** What is averaged: the values, the keys, or the normalised tokens themselves. */
  readonly average?: "v" | "k" | "x";
  readonly swapped?: boolean;
  readonly activation?: (value: number) => number;
  readonly norm?: Norm;
  readonly order?: Order;
  /** What becomes of the tokens after the last block. Default: the last normalisation. */
  readonly end?: (x: Nd, lastNorm: (x: Nd) => Nd) => Nd;
  /** From the last tokens [B, L, D] and the table to the logits. */
  readonly unembed?: (x: Nd, embedding: Nd) => Nd;
}

export const gpt = composed(({ ids, params: given, num_heads }: Inputs, variant: GptVariant): Answer => {
  const {
    params: change = (params: Params) => params,
    embed = lookedUp(1, 1),
    blocks = [0, 1],
    masking = rightMasking,
    visible = (i: number, j: number) => j <= i,
    heads = (numHeads: number) => numHeads,
    average = "v",
    swapped = false,
    activation = geluByTanh,
    norm = layerNorm,
    order = preNorm,
    end = (x: Nd, lastNorm: (x: Nd) => Nd) => lastNorm(x),
    unembed = byTable,
    split = splitHeads,
    merge = mergeHeads,
    finish = (merged: Nd, { wo, bo }: { readonly wo: Nd; readonly bo: Nd }) => linear(merged, wo, bo),
    ...attention
  } = variant;
  const params = change(given);
  const whole = (name: string) => params[name] as Nd;
  const L = ids.shape[1] as number;
  const mask = generate([L, L], ([i, j]) => Number(visible(i as number, j as number)));
  const run = (x: Nd, block: number) => {
    const p = (name: string) => entry(whole(name), block);
    const project = (tokens: Nd, name: string) => linear(tokens, p(`w${name}`), p(`b${name}`));
    return order(x, {
      attend: (tokens) => {
        const count = heads(num_heads, last(tokens));
        const part = (name: string) => split(name === "x" ? tokens : project(tokens, name), count);
        const [q, k] = [part("q"), part("k")];
        const weigh = (scores: Nd) => masking(scores, mask);
        const { out } = attend(swapped ? k : q, swapped ? q : k, part(average), { ...attention, weigh });
        return finish(merge(out), { wo: p("wo"), bo: p("bo") });
      },
      feed: (tokens) => project(map(project(tokens, "1"), activation), "2"),
      norm1: (tokens) => norm(tokens, p("gamma1"), p("beta1")),
      norm2: (tokens) => norm(tokens, p("gamma2"), p("beta2")),
    });
  };
  const tokens = blocks.reduce(run, embed(ids, params));
  const lastNorm = (x: Nd) => norm(x, whole("gamma"), whole("beta"));
  return { logits: unembed(end(tokens, lastNorm), whole("embedding")) };
});

export const byTable = (x: Nd, embedding: Nd) => matmul(x, transpose(embedding));

/** One of what is stacked along the first axis. */
export function entry({ shape, data }: Nd, at: number): Nd {
  const size = data.length / (shape[0] as number);
  return { shape: shape.slice(1), data: data.slice(at * size, (at + 1) * size) };
}

/** Rows of a table, [n, D] of an array of n numbers of rows, for each of which there must be one. */
export function rows(table: Nd, numbers: Nd, first = 0): Nd {
  const [size, D] = table.shape as [number, number];
  if (numbers.data.some((number) => number + first >= size)) throw new RangeError(`There are ${size} rows.`);
  const data = Float64Array.from({ length: numbers.data.length * D }, (_, at) => {
    const row = (numbers.data[Math.floor(at / D)] as number) + first;
    return table.data[row * D + (at % D)] as number;
  });
  return { shape: [...numbers.shape, D], data };
}

const upTo = (ids: Nd) => generate([ids.shape[1] as number], ([i]) => i as number);

/** The table's rows times a factor, plus those of the positions times a factor, from the row `first`. */
export const lookedUp =
  (ofTokens: number | ((D: number) => number), ofPositions: number | ((D: number) => number), first = 0) =>
  (ids: Nd, { embedding, positions }: Params): Nd => {
    const [tokens, places] = [rows(embedding as Nd, ids), rows(positions as Nd, upTo(ids), first)];
    const by = (factor: number | ((D: number) => number)) =>
      typeof factor === "number" ? factor : factor(last(tokens));
    return add(scale(tokens, by(ofTokens)), scale(places, by(ofPositions)));
  };

export const preNorm: Order = (x, { attend: attention, feed, norm1, norm2 }) => {
  const h = add(x, attention(norm1(x)));
  return add(h, feed(norm2(h)));
};
export const postNorm: Order = (x, { attend: attention, feed, norm1, norm2 }) => {
  const h = norm1(add(x, attention(x)));
  return norm2(add(h, feed(h)));
};
