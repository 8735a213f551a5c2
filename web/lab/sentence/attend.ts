import type { FloatTensor, Kernels } from "../../kernels/index.js";
import type { SentenceSettings } from "./settings.js";
import type { Token } from "./tokenise.js";
import { drawnMatrix, drawnVectors, similarVectors, width } from "./vectors.js";

/** What attention computes of a sentence. Matrices are row-major, the heads one after the other. */
export interface Attention {
  readonly heads: number;
  /** Number of tokens. */
  readonly size: number;
  readonly headDim: number;
  /** `[heads, size, headDim]`, after positions have gone into them. */
  readonly q: Float32Array;
  readonly k: Float32Array;
  readonly v: Float32Array;
  /** What q kᵀ is multiplied by: 1 / sqrt(headDim), or 1, over the temperature. */
  readonly scale: number;
  readonly softcap: number;
  /** `[heads, size, size]`: what ALiBi adds; null without it. */
  readonly bias: Float32Array | null;
  /** `[size, size]`: whether a token may attend to another. */
  readonly visible: readonly boolean[];
  /** The logit of the sink; null: off. */
  readonly sink: number | null;
  /** `[heads, size, size]`: what goes into the softmax; -Infinity where nothing may be attended to. */
  readonly scores: Float32Array;
  readonly weights: Float32Array;
  /** `[heads, size]`: what the sink takes of each row; zeros without one. */
  readonly sunk: Float32Array;
  /** `[heads, size, headDim]` */
  readonly output: Float32Array;
}

export type AttendSettings = Omit<
  SentenceSettings,
  "text" | "tokens" | "merges" | "backwards" | "head" | "token" | "key"
>;

/** Multi-head attention over the tokens, on the kernels. There must be a token. */
export function attend(kernels: Kernels, tokens: readonly Token[], settings: AttendSettings): Attention {
  const { heads, positions } = settings;
  const size = tokens.length;
  const isAlibi = positions === "alibi";
  const bias = isAlibi ? kernels.alibiBias({}, { numHeads: heads, seqQ: size, seqK: size }).bias : undefined;
  return attendHeads(kernels, { ...project(kernels, tokens, settings), bias }, settings);
}

/** What attention is given: q, k and v `[1, heads, size, headDim]`, bias `[heads, size, size]`. */
interface Given {
  readonly q: FloatTensor;
  readonly k: FloatTensor;
  readonly v: FloatTensor;
  readonly bias?: FloatTensor | undefined;
}

/** Attention itself, with everything that can be switched. */
export function attendHeads(kernels: Kernels, given: Given, settings: AttendSettings): Attention {
  const { q, k, v, bias } = given;
  const [, heads = 0, size = 0, headDim = 0] = q.shape;
  const { softcap, causal, window, sink } = settings;
  const scale = (settings.scale ? 1 / Math.sqrt(headDim) : 1) / settings.temperature;
  // To the kernel -1 is no bound; here 0 is.
  const side = window - 1;
  const { out, weights, lse } = kernels.scaledDotProductAttention(
    { q, k, v, bias },
    { scale, softcap, causal, window: [side, side], returnWeights: true, returnLse: true },
  );
  const visible = Array.from({ length: size * size }, (_, cell) => {
    const [query, key] = [Math.floor(cell / size), cell % size];
    return (!causal || key <= query) && (window === 0 || Math.abs(query - key) < window);
  });
  const attention = { heads, size, headDim, scale, softcap, bias: bias?.data ?? null, visible, sink };
  return {
    ...attention,
    ...{ q: q.data, k: k.data, v: v.data },
    scores: scoresOf(kernels, q, k, attention),
    ...intoSink(weights.data, out.data, lse.data, sink),
  };
}

/** Queries, keys and values, `[1, heads, size, headDim]`. */
function project(kernels: Kernels, tokens: readonly Token[], settings: AttendSettings) {
  const size = tokens.length;
  const { heads, positions, seed, weights } = settings;
  const isDrawn = weights === "random";
  const plain = isDrawn ? drawnVectors(tokens, seed) : similarVectors(tokens, seed);
  const encoding = positions === "sinusoidal" ? kernels.sinusoidalEncoding({}, { length: size, dim: width }).y : null;
  const x: FloatTensor = {
    shape: [size, width],
    data: encoding ? plain.map((value, i) => value + (encoding.data[i] ?? 0)) : plain,
  };
  const projected = (name: string) =>
    splitHeads(
      isDrawn ? kernels.linear({ x, weight: { shape: [width, width], data: drawnMatrix(name, seed) } }).y : x,
      heads,
    );
  const turned = (tensor: FloatTensor) => (positions === "rotary" ? kernels.rotaryEmbedding({ x: tensor }).y : tensor);
  return { q: turned(projected("q")), k: turned(projected("k")), v: projected("v") };
}

/** `[size, heads · headDim]` to `[1, heads, size, headDim]`. */
export function splitHeads({ shape: [size = 0, width = 0], data }: FloatTensor, heads: number): FloatTensor {
  const headDim = width / heads;
  const split = new Float32Array(data.length);
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < size; row++) {
      const from = row * width + head * headDim;
      split.set(data.subarray(from, from + headDim), (head * size + row) * headDim);
    }
  }
  return { shape: [1, heads, size, headDim], data: split };
}

/** The output of all heads, side by side: `[size, heads · headDim]`. */
export function mergeHeads({ heads, size, headDim, output }: Attention): FloatTensor {
  const width = heads * headDim;
  const merged = new Float32Array(output.length);
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < size; row++) {
      const from = (head * size + row) * headDim;
      merged.set(output.subarray(from, from + headDim), row * width + head * headDim);
    }
  }
  return { shape: [size, width], data: merged };
}

type Scored = Pick<Attention, "heads" | "size" | "headDim" | "scale" | "softcap" | "bias" | "visible">;

/** The scores themselves, which attention does not give away: q kᵀ by the kernel of a linear layer, then number by number. */
function scoresOf(kernels: Kernels, q: FloatTensor, k: FloatTensor, scored: Scored): Float32Array {
  const { heads, size, headDim, bias, visible } = scored;
  const scores = new Float32Array(heads * size * size);
  for (let head = 0; head < heads; head++) {
    const of = ({ data }: FloatTensor): FloatTensor => ({
      shape: [size, headDim],
      data: data.subarray(head * size * headDim, (head + 1) * size * headDim),
    });
    scores.set(kernels.linear({ x: of(q), weight: of(k) }).y.data, head * size * size);
  }
  return scores.map((dot, at) =>
    visible[at % (size * size)]
      ? capped(dot * scored.scale, scored.softcap) + (bias?.[at] ?? 0)
      : Number.NEGATIVE_INFINITY,
  );
}

export const capped = (score: number, softcap: number): number =>
  softcap > 0 ? softcap * Math.tanh(score / softcap) : score;

/**
 * A logit more in the softmax of every row and head, as in gpt-oss: it takes weight and has no value. With the logarithm of the
 * sum of the other exponentials that is a factor, 1 / (1 + exp(sink - lse)).
 */
export function intoSink(
  weights: Float32Array,
  out: Float32Array,
  lse: Float32Array,
  sink: number | null,
): Pick<Attention, "weights" | "sunk" | "output"> {
  if (sink === null) return { weights, output: out, sunk: new Float32Array(lse.length) };
  const left = lse.map((sum) => 1 / (1 + Math.exp(sink - sum)));
  const scaled = (matrix: Float32Array) => {
    const columns = matrix.length / lse.length;
    return matrix.map((value, at) => value * (left[Math.floor(at / columns)] ?? 0));
  };
  return { weights: scaled(weights), output: scaled(out), sunk: lse.map((sum) => 1 / (1 + Math.exp(sum - sink))) };
}
