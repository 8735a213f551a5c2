import { type Cost, type Signature, sizeOf } from "../../../format/index.js";

export interface CostFigures {
  readonly operations: number;
  /** Of all inputs and outputs, each once, where the cost names nothing else: floats and ids of 4 bytes, truth values of 1. */
  readonly bytes: number;
  /** Of what is kept, in floats of 4 bytes. */
  readonly keptBytes: number;
}

const bytesOf = { float: 4, int: 4, bool: 1 } as const;

/** Throws RangeError where a dimension has no size. */
export function costFigures(
  { arguments: given, outputs }: Signature,
  { operations, kept, bytes, at }: Cost,
): CostFigures {
  const sizes = new Map(Object.entries(at));
  const counted = (dimension: string): number => {
    const size = sizeOf(dimension, sizes);
    if (size === undefined)
      throw new RangeError(`The cost of ${dimension} is unknown: give the size of each of its dimensions.`);
    return size;
  };
  const numbers = (shape: readonly string[]) => shape.reduce((product, dimension) => product * counted(dimension), 1);
  const arrays = () => [
    ...given.flatMap((argument) => {
      if (argument.kind === "params") return Object.values(argument.entries).map(({ shape }) => 4 * numbers(shape));
      return "shape" in argument ? [bytesOf[argument.kind] * numbers(argument.shape)] : [];
    }),
    ...outputs.filter(({ optional }) => !optional).map(({ kind, shape }) => bytesOf[kind] * numbers(shape)),
  ];
  return {
    operations: counted(operations),
    bytes: bytes === undefined ? arrays().reduce((sum, size) => sum + size, 0) : counted(bytes),
    keptBytes: kept === undefined ? 0 : 4 * counted(kept),
  };
}
