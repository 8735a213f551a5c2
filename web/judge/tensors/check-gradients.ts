/** Whether the gradients of a learner's program are right. Loaded with the first program whose values are. */
import { isTensor } from "../../arrays/index.js";
import { createRandom, type Exercise, type Inputs, type Outputs } from "../../format/index.js";
import type { FloatTensor } from "../../kernels/index.js";
import type { BackwardCall, GradientOutcome, LearnerError, Returned } from "../../runtimes/index.js";
import type { DrawnCase } from "../draw-cases.js";
import { type FloatInput, floatInputs, weighted } from "./tensor-program.js";

/** What is wrong with the gradients of a case. */
export type GradientFault =
  | { readonly fault: "cut" | "not-finite" | "wrong"; readonly input: FloatInput }
  | { readonly fault: "threw"; readonly error: LearnerError }
  | { readonly fault: "time-limit" };

/** A step, in parts of the typical size of an input's numbers: short, since ReLU has corners, and float32 can still tell. */
const step = 2 ** -11;
/** Of the slope along a secret direction. Float32 is within a hundredth; a gradient that is cut is off by all of it. */
const slack = 1e-2;
/** Slopes that lie this far under the steepest of a case, or under the outputs themselves, say nothing. */
const negligible = { besideSlopes: 1e-3, besideOutputs: 1e-4 };
/** Beyond this size of an input a step leaves a softmax saturated, and float32 coarse: such gradients need only be finite. */
const largest = 30;
/** Where two steps do not agree on a slope, because a corner lies between them, it is not compared. */
const uncertain = 3e-3;
/** A gradient is wrong when it is so along each of these: a corner may lie in the way of one. */
const directionsTried = 3;

export interface Checked {
  readonly exercise: Exercise;
  readonly drawn: readonly DrawnCase[];
  readonly backward: readonly BackwardCall[];
  readonly gradients: readonly GradientOutcome[];
  readonly seed: number;
  /** The right outputs of other inputs. */
  readonly evaluate: (inputs: readonly Inputs[]) => Promise<readonly Outputs[]>;
}

/** The fault of the first case that has one, and its number. */
export async function findGradientFault(
  checked: Checked,
): Promise<{ readonly number: number; readonly found: GradientFault } | undefined> {
  for (const [i, gradient] of checked.gradients.entries()) {
    const back = checked.backward[i] as BackwardCall;
    const found = await faultOf(gradient, back, checked);
    if (found) return { number: back.call, found };
  }
  return undefined;
}

async function faultOf(
  gradient: GradientOutcome,
  back: BackwardCall,
  checked: Checked,
): Promise<GradientFault | undefined> {
  switch (gradient.status) {
    case "threw":
      return { fault: "threw", error: gradient.error };
    case "time-limit":
      return { fault: "time-limit" };
    case "returned":
      return faultAmong(gradient.gradients, back, checked);
    default:
      return gradient satisfies never;
  }
}

async function faultAmong(
  gradients: readonly (Returned | null)[],
  back: BackwardCall,
  checked: Checked,
): Promise<GradientFault | undefined> {
  const { exercise, drawn } = checked;
  const { inputs, expected } = drawn[back.call] as DrawnCase;
  const all = floatInputs(exercise.signature, inputs).map((input, i) => ({ input, gradient: gradients[i] ?? null }));
  const infinite = all.find(({ gradient }) => gradient && !gradient.data.every(Number.isFinite));
  if (infinite) return { fault: "not-finite", input: infinite.input };
  if (all.some(({ input }) => tensorOf(inputs, input).data.some((value) => Math.abs(value) > largest)))
    return undefined;

  const size = sum(weighted(exercise.signature, back, expected).map(Math.abs));
  let least = negligible.besideOutputs * size;
  let suspects = all.filter(({ input }) => !exercise.frozen?.includes(input.argument));
  let faults: readonly GradientFault[] = [];
  for (let tried = 0; tried < directionsTried && suspects.length > 0; tried++) {
    const asked = suspects.map(({ input }) => input);
    const slopes = await slopesOf(asked, inputs, back, { ...checked, seed: checked.seed + tried });
    const steepest = Math.max(0, ...slopes.map(({ steepness = 0 }) => Math.abs(steepness)));
    least = Math.max(least, negligible.besideSlopes * steepest);
    const found = suspects.map(({ gradient }, i) => compare(gradient, slopes[i] as Slope, least));
    faults = suspects.flatMap(({ input }, i) => (found[i] ? [{ fault: found[i], input }] : []));
    suspects = suspects.filter((_, i) => found[i]);
  }
  return faults.find(({ fault }) => fault === "cut") ?? faults[0];
}

/** A secret direction in the space of one input, and how steep the right answer is along it. */
interface Slope {
  readonly direction: Float64Array;
  /** Undefined where it cannot be told. */
  readonly steepness: number | undefined;
}

async function slopesOf(
  all: readonly FloatInput[],
  inputs: Inputs,
  back: BackwardCall,
  { exercise: { signature }, seed, evaluate }: Pick<Checked, "exercise" | "seed" | "evaluate">,
): Promise<readonly Slope[]> {
  const random = createRandom((seed + 7919 * (back.call + 1)) >>> 0);
  const directions = all.map((one) => {
    const { shape, data } = tensorOf(inputs, one);
    const size = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / Math.max(data.length, 1)) || 1;
    return Float64Array.from(random.normal(shape).data, (value) => value * size);
  });
  const moved = all.flatMap((one, i) =>
    [step, -step, step / 2, -step / 2].map((by) => movedInputs(inputs, one, directions[i] as Float64Array, by)),
  );
  const sums = (await evaluate(moved)).map((outputs) => sum(weighted(signature, back, outputs)));
  return directions.map((direction, i) => {
    const [ahead, behind, near, nearBehind] = sums.slice(4 * i, 4 * i + 4) as [number, number, number, number];
    const [coarse, fine] = [(ahead - behind) / (2 * step), (near - nearBehind) / step];
    const agree = Math.abs(coarse - fine) <= uncertain * Math.max(Math.abs(coarse), Math.abs(fine));
    return { direction, steepness: agree ? fine : undefined };
  });
}

function compare(
  gradient: Returned | null,
  { direction, steepness }: Slope,
  least: number,
): "cut" | "wrong" | undefined {
  if (steepness === undefined) return undefined;
  const data = gradient?.data ?? new Float64Array(direction.length);
  if (data.length !== direction.length) return "wrong";
  if (data.every((value) => value === 0)) return Math.abs(steepness) > least ? "cut" : undefined;
  const parts = Array.from(data, (value, at) => value * (direction[at] as number));
  const length = Math.sqrt(sum(parts.map((part) => part * part)));
  const allowed = slack * Math.max(Math.abs(steepness), length / 5) + least;
  return Math.abs(sum(parts) - steepness) > allowed ? "wrong" : undefined;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const tensorOf = (inputs: Inputs, { argument, entry }: FloatInput): FloatTensor => {
  const input = inputs[argument] as Exclude<Inputs[string], number | boolean>;
  return (entry === undefined || isTensor(input) ? input : input[entry]) as FloatTensor;
};

function movedInputs(inputs: Inputs, one: FloatInput, direction: Float64Array, by: number): Inputs {
  const { shape, data } = tensorOf(inputs, one);
  const moved = { shape, data: data.map((value, at) => value + by * (direction[at] as number)) };
  const { argument, entry } = one;
  if (entry === undefined) return { ...inputs, [argument]: moved };
  return { ...inputs, [argument]: { ...(inputs[argument] as Readonly<Record<string, FloatTensor>>), [entry]: moved } };
}
