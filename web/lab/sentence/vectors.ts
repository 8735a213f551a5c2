import { createRandom } from "../../format/index.js";
import type { Token } from "./tokenise.js";

/** Features of every token, over all heads. */
export const width = 16;

/**
 * A vector for each token, one after the other, drawn from the seed by what the token is: the same token has the same
 * vector wherever it is.
 */
export function drawnVectors(tokens: readonly Token[], seed: number): Float32Array {
  return rows(tokens, ({ symbols }) => drawn(`token ${symbols.join("")}`, seed));
}

/**
 * The same, such that tokens that are written alike are near: the sum of a vector for each of the token's runs of one to
 * three symbols, as in fastText (Bojanowski et al., arXiv 1607.04606), with a norm of sqrt(width) as the drawn ones have.
 */
export function similarVectors(tokens: readonly Token[], seed: number): Float32Array {
  return rows(tokens, (token) => {
    const sum = new Float32Array(width);
    for (const run of runsOf(token)) {
      const vector = drawn(`run ${run}`, seed);
      for (let i = 0; i < width; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0);
    }
    const norm = Math.hypot(...sum);
    return sum.map((value) => (value / norm) * Math.sqrt(width));
  });
}

/** A matrix [width, width] for a projection, by its name, which keeps the variance of what it projects. */
export const drawnMatrix = (name: string, seed: number): Float32Array =>
  createRandom(hash(`matrix ${name}`, seed)).normal([width, width], 1 / Math.sqrt(width)).data;

/** Every run of one to three symbols of a token, its ends among them, once. Capitals are small letters. */
export function runsOf({ symbols }: Token): readonly string[] {
  const marked = ["⟨", ...symbols.map((symbol) => symbol.toLowerCase()), "⟩"];
  const runs = new Set<string>();
  for (let length = 1; length <= 3; length++) {
    for (let start = 0; start + length <= marked.length; start++) {
      const run = marked.slice(start, start + length).join("");
      if (run !== "⟨" && run !== "⟩") runs.add(run);
    }
  }
  return [...runs];
}

const drawn = (name: string, seed: number): Float32Array => createRandom(hash(name, seed)).normal([width]).data;

function rows(tokens: readonly Token[], vectorOf: (token: Token) => Float32Array): Float32Array {
  const matrix = new Float32Array(tokens.length * width);
  const known = new Map<string, Float32Array>();
  for (const [i, token] of tokens.entries()) {
    const name = token.symbols.join("");
    const vector = known.get(name) ?? vectorOf(token);
    known.set(name, vector);
    matrix.set(vector, i * width);
  }
  return matrix;
}

/** FNV-1a over UTF-16 units, begun with the seed. */
function hash(text: string, seed: number): number {
  let state = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
