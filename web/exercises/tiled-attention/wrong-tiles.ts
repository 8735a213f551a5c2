/** Attention over blocks of keys in float64, with the steps that learners get wrong made exchangeable. */
import { generate, matmul, type Nd, scale, transpose } from "../../arrays/nd.js";
import { composed } from "../shared/composed.js";
import { last, type Variant } from "../shared/wrong-attention.js";

/** q [B, H, L, d], k [B, H, S, d], v [B, H, S, dv]. */
export interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly block: number;
  readonly causal: boolean;
}

export type Results = { readonly out: Nd; readonly lse: Nd };

/** Of one query. */
export interface State {
  readonly maximum: number;
  readonly sum: number;
  /** Of dv numbers, not divided yet. */
  readonly acc: readonly number[];
}

/** What a learner has at hand when a block is added. */
export interface Step extends State {
  readonly scores: readonly number[];
  readonly values: readonly (readonly number[])[];
  /** Maximum of the block alone, and of all so far. */
  readonly top: number;
  readonly next: number;
  readonly first: boolean;
}

interface Query {
  readonly L: number;
  readonly S: number;
  readonly block: number;
  readonly causal: boolean;
}

export interface TileVariant extends Variant {
  readonly visible?: (i: number, j: number, query: Query) => boolean;
  /** The score of a key that is hidden, from its own. Default: -infinity. */
  readonly hidden?: (score: number) => number;
  /** From a block's scores and values to what is read of them. */
  readonly read?: (scores: readonly number[], block: number) => readonly number[];
  readonly blocks?: (S: number, block: number) => number;
  /** The maximum of a block, from its scores, and from what they are before keys are hidden. Default: of its scores. */
  readonly topOf?: (scores: readonly number[], unmasked: readonly number[]) => number;
  /** The new maximum. Default: of all so far. */
  readonly maximum?: (step: Step) => number;
  /** What the exponentials of the block are taken with. Default: the new maximum, or 0 where that is -infinity. */
  readonly below?: (step: Step) => number;
  readonly sum?: (step: Step) => number;
  readonly acc?: (step: Step) => readonly number[];
  /** What is returned. */
  readonly out?: (state: State, blocks: number) => readonly number[];
  readonly lse?: (state: State) => number;
}

const infinite = Number.NEGATIVE_INFINITY;
export const highest = (scores: readonly number[]) => Math.max(infinite, ...scores);
export const total = (scores: readonly number[], below: number) =>
  scores.reduce((sum, x) => sum + Math.exp(x - below), 0);
/** Σ exp(score - below) · value */
export function mixed({ scores, values, acc }: Step, below: number): readonly number[] {
  const mix = acc.map(() => 0);
  scores.forEach((score, j) => {
    const power = Math.exp(score - below);
    values[j]?.forEach((value, c) => {
      mix[c] = (mix[c] as number) + power * value;
    });
  });
  return mix;
}
export const plus = (a: readonly number[], b: readonly number[]) => a.map((x, c) => x + (b[c] as number));
export const times = (a: readonly number[], factor: number) => a.map((x) => x * factor);

/** The new maximum, or 0 where there was no key yet. */
export const guarded = ({ next }: Step) => (next === infinite ? 0 : next);
const factorOf = (step: Step) => Math.exp(step.maximum - guarded(step));

export const bottomRight: NonNullable<TileVariant["visible"]> = (i, j, { L, S, causal }) => !causal || j <= i + S - L;

export const attendByTiles = (
  { q, k, v, block, causal }: Inputs,
  {
    scale: scaled = (d) => 1 / Math.sqrt(d),
    turn = (keys) => keys,
    weigh,
    rescale,
    mix,
    visible = bottomRight,
    hidden = () => infinite,
    read = (scores) => scores,
    blocks: blocksOf = (keys, size) => Math.ceil(keys / size),
    topOf = highest,
    maximum = ({ next }) => next,
    below = guarded,
    sum = (step) => step.sum * factorOf(step) + total(step.scores, below(step)),
    acc = (step) => plus(times(step.acc, factorOf(step)), mixed(step, below(step))),
    out = (state) => times(state.acc, state.sum === 0 ? 0 : 1 / state.sum),
    lse = (state) => state.maximum + Math.log(state.sum),
  }: TileVariant,
): Results => {
  const d = last(q);
  const all = scale(matmul(q, transpose(turn(k))), typeof scaled === "number" ? scaled : scaled(d));
  const [B, H, L, S] = all.shape as [number, number, number, number];
  const dv = last(v);
  const scores: Nd = {
    shape: all.shape,
    data: all.data.map((score, at) =>
      visible(Math.floor(at / S) % L, at % S, { L, S, block, causal }) ? score : hidden(score),
    ),
  };
  const blocks = blocksOf(S, block);
  const valuesOf = Array.from({ length: B * H }, (_, head) =>
    Array.from({ length: S }, (__, j) => Array.from(v.data.subarray((head * S + j) * dv, (head * S + j + 1) * dv))),
  );
  const rows = Array.from({ length: B * H * L }, (_, row) => {
    const own = Array.from(scores.data.subarray(row * S, (row + 1) * S));
    const unmasked = Array.from(all.data.subarray(row * S, (row + 1) * S));
    const values = valuesOf[Math.floor(row / L)] as readonly (readonly number[])[];
    let state: State = { maximum: infinite, sum: 0, acc: Array<number>(dv).fill(0) };
    for (let t = 0; t < blocks; t++) {
      const taken = read(own.slice(t * block, (t + 1) * block), block);
      const top = topOf(taken, unmasked.slice(t * block, (t + 1) * block));
      const known: Step = {
        ...state,
        scores: taken,
        values: values.slice(t * block, (t + 1) * block),
        top,
        next: Math.max(state.maximum, top),
        first: t === 0,
      };
      const step = { ...known, next: maximum(known) };
      state = { maximum: step.next, sum: sum(step), acc: acc(step) };
    }
    return { out: out(state, blocks), lse: lse(state) };
  });
  const at = (index: readonly number[]) => {
    const [b, h, i] = index as [number, number, number];
    return rows[(b * H + h) * L + i] as (typeof rows)[number];
  };
  const results: Results = {
    out: generate([B, H, L, dv], (index) => at(index).out[index[3] as number] as number),
    lse: generate([B, H, L], (index) => at(index).lse),
  };
  if (!weigh && !rescale && !mix) return results;
  // Not by tiles: the whole matrix of weights.
  const weights = scale((weigh ?? wholeSoftmax)(scores), rescale ? rescale(d) : 1);
  return { ...results, out: (mix ?? matmul)(weights, v) };
};

const wholeSoftmax = (scores: Nd): Nd => {
  const S = last(scores);
  const shares = Array.from({ length: scores.data.length / S }, (_, row) => {
    const own = Array.from(scores.data.subarray(row * S, (row + 1) * S));
    const top = highest(own);
    return own.map((x) => (top === infinite ? 0 : Math.exp(x - top) / total(own, top)));
  });
  return { shape: scores.shape, data: Float64Array.from(shares.flat()) };
};

export const way = composed(attendByTiles);
