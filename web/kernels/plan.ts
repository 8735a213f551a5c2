import { type Axis, readAxes, readAxis } from "./axes.js";
import { snakeCase } from "./names.js";
import { detail, type InputDetails, type InputSpec, type Row } from "./operation.js";
import { defaultOf, type Lower, lowering } from "./parameters.js";

/** A row of the operation table, read once, so that a call has nothing to parse. */
export interface Plan {
  readonly operation: string;
  /** The name of the C function. */
  readonly kernel: string;
  readonly row: Row;
  readonly inputs: readonly InputPlan[];
  readonly params: readonly ParamPlan[];
  readonly outputs: readonly OutputPlan[];
  /** The dimensions that the kernel takes, in its order. */
  readonly dimensions: readonly Axis[];
  /** Dimensions, and what each is a multiple of. */
  readonly multiples: readonly (readonly [dimension: Axis, divisor: Axis])[];
}

export interface InputPlan {
  readonly name: string;
  readonly spec: InputDetails;
  readonly axes: readonly Axis[];
  /** Shapes instead of `axes`, by what the parameter `spec.chosen.by` is. */
  readonly shapes: ReadonlyMap<string, readonly Axis[]>;
  readonly below: Axis | undefined;
  /** How many element strides the kernel gets, of the outermost dimensions. */
  readonly strides: number;
}

export interface ParamPlan {
  readonly name: string;
  readonly axis: Axis;
  readonly otherwise: unknown;
  readonly lower: Lower;
  /** Gives the dimension of its name its size. */
  readonly isDimension: boolean;
  /** Asks for an output; the kernel gets a pointer for that. */
  readonly isWish: boolean;
}

export interface OutputPlan {
  readonly name: string;
  readonly axes: readonly Axis[];
  /** The parameter that asks for it. */
  readonly when: string | undefined;
}

export function planOf(operation: string, row: Row): Plan {
  const outputs = Object.entries(row.outputs).map(([name, spec]) => {
    const [axes = "", when] = spec.split(" if ");
    return { name, axes: readAxes(axes), when };
  });
  const dimensions = dimensionsOf(row);
  return {
    operation,
    kernel: snakeCase(operation),
    row,
    inputs: Object.entries(row.inputs).map(planInput),
    params: Object.entries(row.params).map(([name, spec]) => ({
      name,
      axis: readAxis(name),
      otherwise: defaultOf(spec),
      lower: lowering(spec),
      isDimension: dimensions.includes(name),
      isWish: outputs.some(({ when }) => when === name),
    })),
    outputs,
    dimensions: dimensions.map(readAxis),
    multiples: Object.entries(row.multiples ?? {}).map(([name, divisor]) => [readAxis(name), readAxis(divisor)]),
  };
}

function planInput([name, written]: [string, InputSpec]): InputPlan {
  const spec = detail(written);
  const axes = readAxes(spec.shape.replace("?", ""));
  const shapes = Object.entries(spec.chosen?.shapes ?? {});
  return {
    name,
    spec,
    axes,
    shapes: new Map(shapes.map(([value, shape]) => [value, readAxes(shape)])),
    below: spec.below === undefined ? undefined : readAxis(spec.below),
    strides: spec.broadcast ? axes.length : spec.strided ? axes.length - 1 : 0,
  };
}

/** In the order in which the row names them, unless it says another. */
function dimensionsOf({ dimensions, inputs, outputs }: Row): readonly string[] {
  const ofInputs = Object.values(inputs).map((spec) => {
    const { shape, chosen } = detail(spec);
    return [shape, ...Object.values(chosen?.shapes ?? {})];
  });
  const ofOutputs = Object.values(outputs).map((spec) => spec.split(" if ")[0]);
  return [...new Set((dimensions ?? String([ofInputs, ofOutputs])).match(/[a-z]\w*/gi))];
}
