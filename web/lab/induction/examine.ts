import { type FloatTensor, tensor } from "../../kernels/index.js";
import { KeptTensor, type TrainingKernels } from "../../kernels/training.js";
import { batchOf, ignored, length, type Sequence, vocabulary } from "./data.js";
import { layerNames, type Parameters, width } from "./parameters.js";

/** A head by its layer and its place there, both from 0. */
export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

export interface Examination {
  /** For each layer `[sequences, heads, length, length]`. */
  readonly weights: readonly Float32Array[];
  /** On repeated places alone, as in training. */
  readonly loss: number;
  /** The share of repeated places whose next token had the highest logit. */
  readonly accuracy: number;
}

/** Parameters as they are, or in the kernels' memory. */
export type AnyParameters = Parameters<FloatTensor | KeptTensor<"float32">>;

/** What a model does with sequences, with heads switched off: what these write is replaced by zeros. */
export function examine(
  kernels: TrainingKernels,
  parameters: AnyParameters,
  sequences: readonly Sequence[],
  numHeads: number,
  off: readonly HeadPlace[] = [],
): Examination {
  const { tokens, targets } = batchOf(sequences);
  const places = tensor(
    tokens.shape,
    Int32Array.from(tokens.data, (_, i) => i % length),
  );
  const { y: positions } = kernels.embedding({ ids: places, table: parameters.positions });
  let { y: x } = kernels.embedding({ ids: tokens, table: parameters.embedding });
  const weights = layerNames.map((name, layer) => {
    const silent = off.filter((place) => place.layer === layer).map(({ head }) => head);
    const { sum: placed } = kernels.add({ a: x, b: positions });
    const { out, weights } = kernels.multiHeadAttention(
      {
        query: placed,
        key: placed,
        value: x,
        wq: parameters[`${name}.wq`],
        wk: parameters[`${name}.wk`],
        wv: parameters[`${name}.wv`],
        wo: silence(parameters[`${name}.wo`], silent, numHeads),
      },
      { numHeads, causal: true, returnWeights: true },
    );
    x = kernels.add({ a: x, b: out }).sum;
    return weights.data;
  });
  const { y: logits } = kernels.linear({ x, weight: parameters.unembedding });
  const { loss } = kernels.crossEntropy({ logits, targets }, { ignoreIndex: ignored });
  return { weights, loss: loss.data[0] ?? Number.NaN, accuracy: accuracyOf(logits.data, targets.data) };
}

/** The output projection without the columns that read these heads. */
function silence(wo: FloatTensor | KeptTensor<"float32">, heads: readonly number[], numHeads: number) {
  if (heads.length === 0) return wo;
  const { shape, data } = wo instanceof KeptTensor ? wo.read() : wo;
  const size = width / numHeads;
  return tensor(
    shape,
    data.map((value, i) => (heads.includes(Math.floor((i % width) / size)) ? 0 : value)),
  );
}

function accuracyOf(logits: Float32Array, targets: Int32Array): number {
  let [right, count] = [0, 0];
  for (const [i, target] of targets.entries()) {
    if (target === ignored) continue;
    const row = logits.subarray(i * vocabulary, (i + 1) * vocabulary);
    count++;
    if (row.every((logit, token) => token === target || logit < (row[target] ?? 0))) right++;
  }
  return right / Math.max(1, count);
}

/** Weights of one sequence in 255ths: `[layers, heads, length, length]`. */
export function pictureOf(weights: readonly Float32Array[]): Uint8Array {
  return Uint8Array.from(weights.flatMap((layer) => Array.from(layer, (weight) => Math.round(255 * weight))));
}
