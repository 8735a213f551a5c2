import type { Kernels } from "../../kernels/index.js";
import { type Attention, attend } from "./attend.js";
import type { PositionKind, SentenceSettings } from "./settings.js";
import type { Token } from "./tokenise.js";

/** The weights that a token gives, and what of them the sink takes. */
export interface Row {
  readonly weights: readonly number[];
  readonly visible: readonly boolean[];
  readonly sunk: number;
}

export function weightsOf({ size, weights, visible, sunk }: Attention, head: number, query: number): Row {
  const start = (head * size + query) * size;
  return {
    weights: Array.from(weights.subarray(start, start + size)),
    visible: visible.slice(query * size, (query + 1) * size),
    sunk: sunk[head * size + query] ?? 0,
  };
}

/** The key with most weight, the first of equal ones; without `except`, if there is another. */
export function strongest({ weights, visible }: Row, except?: number): number | null {
  let best: number | null = null;
  for (const [key, weight] of weights.entries()) {
    if (key === except || !visible[key]) continue;
    if (best === null || weight > (weights[best] ?? 0)) best = key;
  }
  return best;
}

export interface Spread {
  /** In nats. */
  readonly entropy: number;
  /** That of equal weights on everything that may be attended to, the sink among it. */
  readonly most: number;
  /** How many equal weights have this entropy. */
  readonly asIf: number;
  /** How many there are. */
  readonly of: number;
}

export function spreadOf({ weights, visible, sunk }: Row, hasSink: boolean): Spread {
  const parts = hasSink ? [...weights, sunk] : weights;
  const entropy = parts.reduce((sum, part) => sum - (part > 0 ? part * Math.log(part) : 0), 0);
  const of = visible.filter(Boolean).length + Number(hasSink);
  return { entropy, most: Math.log(of), asIf: Math.exp(entropy), of };
}

export interface Change {
  readonly key: number;
  readonly from: number;
  readonly to: number;
}

/** Where two rows of the same tokens differ most. */
export function largestChange(before: Row, now: Row): Change {
  let change: Change = { key: 0, from: before.weights[0] ?? 0, to: now.weights[0] ?? 0 };
  for (const [key, to] of now.weights.entries()) {
    const from = before.weights[key] ?? 0;
    if (Math.abs(to - from) > Math.abs(change.to - change.from)) change = { key, from, to };
  }
  return change;
}

/** Of every weight between two tokens, by how much it changes at most when the tokens are read backwards, nothing masked. */
export function changeWhenReversed(
  kernels: Kernels,
  tokens: readonly Token[],
  settings: SentenceSettings,
  positions: PositionKind,
): number {
  const unmasked = { ...settings, positions, causal: false, window: 0 };
  const forwards = attend(kernels, tokens, unmasked).weights;
  const backwards = attend(kernels, tokens.toReversed(), unmasked).weights;
  const cells = tokens.length ** 2;
  return forwards.reduce((most, weight, at) => {
    const head = Math.floor(at / cells);
    const mirrored = head * cells + (cells - 1 - (at % cells));
    return Math.max(most, Math.abs(weight - (backwards[mirrored] ?? 0)));
  }, 0);
}
