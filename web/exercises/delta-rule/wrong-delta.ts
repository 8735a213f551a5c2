/** The delta rule in float64, with the steps that learners get wrong made exchangeable. */
import { map, type Nd, nd } from "../../arrays/nd.js";
import { composed } from "../shared/composed.js";

/** q and k [B, H, L, d], v [B, H, L, dv], beta [B, H, L]. */
export interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly beta: Nd;
}

export type Vector = readonly number[];
/** [dv, d] */
export type State = readonly Vector[];

/** One position of one head. */
export interface Step {
  readonly state: State;
  readonly q: Vector;
  readonly k: Vector;
  readonly v: Vector;
  /** For each feature of the value; all alike. */
  readonly beta: Vector;
  /** Of the keys so far, this one included. */
  readonly keys: readonly Vector[];
}

export interface Variant {
  /** The new state. */
  readonly write?: (step: Step) => State;
  /** From the state before and after. */
  readonly read?: (step: Step, after: State) => Vector;
  /** Before anything else. */
  readonly prepare?: (inputs: Inputs) => Inputs;
  /** Which of the heads before leave their state to head h of entry b; the nearest does. */
  readonly carried?: (b: number, h: number, H: number) => readonly [b: number, h: number] | undefined;
  readonly backwards?: boolean;
  /** Every position reads the last state. */
  readonly readAtEnd?: boolean;
  readonly betaOf?: (beta: Nd, place: readonly [b: number, h: number, i: number], dv: number) => Vector;
}

export const times = (state: State, x: Vector): Vector =>
  state.map((row) => row.reduce((total, value, c) => total + value * (x[c] as number), 0));

/** Sᵀ x, where S is square. */
export function transposedTimes(state: State, x: Vector): Vector {
  const [first] = state;
  if (first?.length !== x.length || state.length !== x.length) throw new RangeError("The state is not square.");
  return first.map((_, c) => state.reduce((total, row, e) => total + (row[c] as number) * (x[e] as number), 0));
}

/** S + u kᵀ */
export const plusOuter = (state: State, u: Vector, k: Vector): State =>
  state.map((row, e) => row.map((value, c) => value + (u[e] as number) * (k[c] as number)));
export const scaled = (state: State, factors: Vector): State =>
  state.map((row, e) => row.map((value) => value * (factors[e] as number)));
export const each = (a: Vector, b: Vector, f: (x: number, y: number) => number): Vector =>
  a.map((x, e) => f(x, b[e] as number));

/** β (v - old) for each feature of the value. */
export const correction = ({ v, beta }: Step, old: Vector): Vector =>
  v.map((value, e) => (beta[e] as number) * (value - (old[e] as number)));

const rightWrite = (step: Step): State => plusOuter(step.state, correction(step, times(step.state, step.k)), step.k);
const rightRead = ({ q }: Step, after: State): Vector => times(after, q);

export const normalizedRows = (x: Nd): Nd => {
  const d = x.shape.at(-1) as number;
  const norms = Array.from({ length: x.data.length / d }, (_, row) =>
    Math.hypot(...x.data.subarray(row * d, (row + 1) * d)),
  );
  return { shape: x.shape, data: x.data.map((value, at) => value / (norms[Math.floor(at / d)] as number)) };
};
export const elu1 = (x: Nd): Nd => map(x, (value) => (value > 0 ? value + 1 : Math.exp(value)));

const fromZero = (dv: number, d: number): State => Array.from({ length: dv }, () => Array<number>(d).fill(0));

const rowOf = (x: Nd, row: number): Vector => {
  const size = x.shape.at(-1) as number;
  return Array.from(x.data.subarray(row * size, (row + 1) * size));
};

const ownBeta: NonNullable<Variant["betaOf"]> = ({ shape, data }, [b, h, i], dv) => {
  const [, H, L] = shape as [number, number, number];
  return Array<number>(dv).fill(data[(b * H + h) * L + i] as number);
};

/** The outputs of a head by position, and its last state. */
function ofHead(
  { q, k, v, beta }: Inputs,
  [b, h]: readonly [number, number],
  start: State,
  { write = rightWrite, read = rightRead, backwards = false, readAtEnd = false, betaOf = ownBeta }: Variant,
): { readonly outputs: readonly Vector[]; readonly last: State } {
  const [, H, L] = q.shape as [number, number, number];
  const dv = v.shape[3] as number;
  const keys: Vector[] = [];
  let state = start;
  const turns = Array.from({ length: L }, (_, turn) => {
    const i = backwards ? L - 1 - turn : turn;
    const row = (b * H + h) * L + i;
    keys.push(rowOf(k, row));
    const step: Step = {
      state,
      q: rowOf(q, row),
      k: rowOf(k, row),
      v: rowOf(v, row),
      beta: betaOf(beta, [b, h, i], dv),
      keys: [...keys],
    };
    state = write(step);
    return { step, after: state };
  });
  const outputs = turns.map(({ step, after }) => read(step, readAtEnd ? state : after));
  return { outputs: backwards ? outputs.reverse() : outputs, last: state };
}

export function remember(inputs: Inputs, variant: Variant): { readonly out: Nd } {
  const { prepare = (same) => same, carried = () => undefined } = variant;
  const { shape } = inputs.v;
  const [B, H, , dv] = shape as [number, number, number, number];
  const prepared = prepare(inputs);
  const states: State[] = [];
  const rows: Vector[] = [];
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++) {
      const before = carried(b, h, H);
      const start = before && states[before[0] * H + before[1]];
      const { outputs, last } = ofHead(prepared, [b, h], start ?? fromZero(dv, inputs.q.shape[3] as number), variant);
      states.push(last);
      rows.push(...outputs);
    }
  return { out: nd(shape, rows.flat()) };
}

export const way = composed(remember);
