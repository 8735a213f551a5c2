// Loaded by the first heat map that is given queries and keys: it brings the kernels.

import { count } from "../../../arrays/index.js";
import type { Text } from "../../../format/index.js";
import { KernelsError, type Tensor } from "../../../kernels/index.js";
import { failureOf } from "../../shared/readable-failure.js";
import { kernelsOf } from "./kernels-of.js";

/** What a heat map is given instead of weights. */
export interface Attended {
  readonly q: ArrayLike<number>;
  readonly k: ArrayLike<number>;
  /** `[batch, heads, seq, headDim]`, or less of it from the left. */
  readonly qShape: readonly number[];
  readonly kShape: readonly number[];
  readonly causal: boolean;
  /** Where query 0 stands among the keys. Default 0. */
  readonly queryOffset: number | undefined;
  /** Default: 1 / sqrt(headDim). */
  readonly scale: number | undefined;
  /** True (or non-zero) where a query may attend a key; for all heads and entries, or for one. */
  readonly mask: ArrayLike<number | boolean> | undefined;
}

/** Weights of attention, and which of them masks leave. */
export interface Weights {
  readonly data: Float32Array;
  readonly shape: readonly number[];
  readonly mask: readonly boolean[] | undefined;
}

/**
 * @throws {KernelsError} whose message says which dimensions do not fit
 * @throws {RangeError} when there are more or fewer numbers than a shape needs
 */
export async function weightsOf(element: Element, attended: Attended): Promise<Weights> {
  const kernels = await kernelsOf(element);

  const { qShape, kShape, causal, queryOffset = 0, scale } = attended;
  const shape4 = (shape: readonly number[]) => [...Array(Math.max(0, 4 - shape.length)).fill(1), ...shape];
  const tensorOf = (name: string, values: ArrayLike<number>, shape: readonly number[]): Tensor<"float32"> => {
    if (count(shape) === values.length) return { shape: shape4(shape), data: Float32Array.from(values) };
    throw new RangeError(`${name} has ${values.length} elements, shape [${shape.join(", ")}] needs ${count(shape)}`);
  };
  const [q, k] = [tensorOf("q", attended.q, qShape), tensorOf("k", attended.k, kShape)];
  const [batch = 0, heads = 0, seqQ = 0] = q.shape;
  const [, kvHeads = 0, seqK = 0] = k.shape;
  // The values do not matter: one feature of zeros for each key.
  const v = { shape: [k.shape[0] ?? 0, kvHeads, seqK, 1], data: new Float32Array((k.shape[0] ?? 0) * kvHeads * seqK) };
  const mask = readMask(attended.mask, [batch, heads, seqQ, seqK]);
  const { weights } = kernels.scaledDotProductAttention(
    { q, k, v, mask },
    { causal, queryOffset, scale, returnWeights: true },
  );

  const left = (at: number) => {
    const [row, column] = [Math.floor(at / seqK) % seqQ, at % seqK];
    return (!causal || column <= row + queryOffset) && (mask === undefined || mask.data[at % mask.data.length] !== 0);
  };
  return {
    data: weights.data,
    // As many dimensions as were given.
    shape: weights.shape.slice(4 - Math.min(4, Math.max(qShape.length, kShape.length, 2))),
    mask: causal || mask ? Array.from(weights.data, (_, at) => left(at)) : undefined,
  };
}

/** A mask for every cell, or one matrix for all heads and entries. */
function readMask(given: Attended["mask"], shape: readonly number[]): Tensor<"bool"> | undefined {
  if (!given?.length) return undefined;
  const data = Uint8Array.from(Array.from<number | boolean>(given), Number);
  return { shape: data.length === count(shape) ? shape : shape.slice(-2), data };
}

/** What to say of an error, without the name of a function that nobody on the page called. */
export function failureToWeigh(error: unknown): Text {
  const failure = failureOf(error);
  if (typeof failure === "object") return failure;
  return { en: error instanceof KernelsError ? failure.slice(error.operation.length + 2) : failure };
}
