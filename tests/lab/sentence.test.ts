import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../web/format/index.js";
import { type FloatTensor, loadKernels } from "../../web/kernels/index.js";
import { type Attention, attend } from "../../web/lab/sentence/attend.js";
import { learnBytePairs } from "../../web/lab/sentence/byte-pairs.js";
import { cellOf } from "../../web/lab/sentence/cell.js";
import { cellCode } from "../../web/lab/sentence/cell-code.js";
import { changeWhenReversed, largestChange, spreadOf, strongest, weightsOf } from "../../web/lab/sentence/reading.js";
import {
  defaultSettings,
  headCounts,
  mostText,
  positionKinds,
  readSettings,
  readText,
  type SentenceSettings,
  type TokenWay,
  writeSettings,
} from "../../web/lab/sentence/settings.js";
import { tokenise } from "../../web/lab/sentence/tokenise.js";
import { attendTrained, numbersOf, readTrained } from "../../web/lab/sentence/trained.js";
import { drawnVectors, similarVectors, width } from "../../web/lab/sentence/vectors.js";

const kernels = await loadKernels();

const english = "The cat that chased the cat was chased by cats.";
const chinese = "小猫追着大猫跑，因为猫喜欢追猫。";

const labels = (text: string, way: TokenWay, merges?: number) =>
  tokenise(text, way, merges).tokens.map(({ label }) => label);
const words = (text: string) => tokenise(text, "words").tokens;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

describe("tokens", () => {
  test("words: without blanks, Chinese by the dictionary of Intl.Segmenter", () => {
    expect(labels(english, "words").join("|")).toBe("The|cat|that|chased|the|cat|was|chased|by|cats|.");
    expect(labels(chinese, "words").join("|")).toBe("小猫|追|着|大|猫|跑|，|因为|猫|喜欢|追|猫|。");
  });

  test("characters: what a reader takes for one, blanks visible", () => {
    expect(labels("é 👩‍🚀猫", "characters")).toEqual(["é", "␣", "👩‍🚀", "猫"]);
  });

  test("byte pairs: the most frequent pair first, pieces of a character in hexadecimal", () => {
    const { merges } = tokenise(english, "bytes");
    expect(merges[0]).toEqual({ left: "␣", right: "c", whole: "␣c", count: 5 });
    expect(labels(english, "bytes").join("|")).toContain("|␣chased|");
    expect(labels("猫狗", "bytes", 0)).toEqual(["E7", "8C", "AB", "E7", "8B", "97"]);
    expect(labels("猫猫狗", "bytes")).toEqual(["猫", "猫", "E7", "8B", "97"]);
  });

  test("byte pairs: merges make fewer tokens, and lose nothing", () => {
    for (const text of [english, chinese, "aaaa aaa a", "🙂🙂", ""]) {
      const all = learnBytePairs(text);
      let before = Number.POSITIVE_INFINITY;
      for (let merges = 0; merges <= all.merges.length; merges++) {
        const { tokens } = learnBytePairs(text, merges);
        expect(tokens.length).toBeLessThan(before);
        before = tokens.length;
        expect(new TextDecoder().decode(Uint8Array.from(tokens.flatMap((token) => [...token])))).toBe(text);
      }
    }
  });

  test("byte pairs: merged as the exercise merges them", () => {
    const solution = readFileSync("web/exercises/bpe-merges/solution.js", "utf8");
    const bpeMerges = new Function(`${solution}; return bpeMerges;`)() as (
      words: readonly number[][],
      counts: readonly number[],
      merges: number,
    ) => [number, number][];
    for (const text of ["aaabaaab", "thethetheirs", "abcabcabcab"]) {
      const { merges } = learnBytePairs(text);
      // The exercise's symbols are those of its words; here all bytes are symbols.
      const bytes = [...new TextEncoder().encode(text)];
      const learnt = bpeMerges([bytes, [255]], [1, 1], merges.length);
      expect(merges.map(({ left, right }) => [left, right])).toEqual(learnt);
      expect(merges.length).toBeGreaterThan(1);
    }
  });

  test("more than 48 are cut off, and it is known how many there were", () => {
    const { tokens, total } = tokenise("a".repeat(60), "characters");
    expect([tokens.length, total]).toEqual([48, 60]);
  });
});

describe("vectors", () => {
  test("the same token has the same vector; another seed draws others", () => {
    const tokens = words("cat the cat");
    for (const vectors of [drawnVectors, similarVectors]) {
      const drawn = vectors(tokens, 3);
      expect(drawn.slice(0, width)).toEqual(drawn.slice(2 * width));
      expect(drawn.slice(0, width)).not.toEqual(drawn.slice(width, 2 * width));
      expect(vectors(tokens, 4)).not.toEqual(drawn);
    }
  });

  test("tokens that are written alike are near: cat and cats, the and another, 猫 and 小猫", () => {
    const cosine = (a: string, b: string, seed: number) => {
      const vectors = similarVectors([...words(a), ...words(b)], seed);
      return dot(vectors.subarray(0, width), vectors.subarray(width)) / width;
    };
    const mean = (a: string, b: string) => {
      const seeds = Array.from({ length: 200 }, (_, seed) => cosine(a, b, seed));
      return seeds.reduce((sum, value) => sum + value) / seeds.length;
    };
    expect(mean("cat", "cats")).toBeGreaterThan(0.6);
    expect(mean("The", "the")).toBeCloseTo(1, 5);
    expect(mean("another", "the")).toBeGreaterThan(0.2);
    expect(mean("猫", "小猫")).toBeGreaterThan(0.3);
    expect(Math.abs(mean("cat", "by"))).toBeLessThan(0.1);
  });
});

/** Attention in float64, from the formula, with the sink as one more column that is dropped. */
function plain(attention: Attention, head: number, query: number) {
  const { size, headDim, q, k, v, visible } = attention;
  const at = (matrix: Float32Array, row: number) =>
    matrix.subarray((head * size + row) * headDim, (head * size + row + 1) * headDim);
  const scores = Array.from({ length: size }, (_, key) => {
    if (!visible[query * size + key]) return Number.NEGATIVE_INFINITY;
    const scaled = dot(at(q, query), at(k, key)) * attention.scale;
    const capped = attention.softcap ? attention.softcap * Math.tanh(scaled / attention.softcap) : scaled;
    return capped + (attention.bias?.[(head * size + query) * size + key] ?? 0);
  });
  const all = attention.sink === null ? scores : [...scores, attention.sink];
  const largest = Math.max(...all);
  const powers = all.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((before, power) => before + power);
  const weights = powers.map((power) => power / sum);
  const output = Array.from({ length: headDim }, (_, i) =>
    scores.reduce((before, _score, key) => before + (weights[key] ?? 0) * (at(v, key)[i] ?? 0), 0),
  );
  return { scores, weights: weights.slice(0, size), sunk: weights[size] ?? 0, output };
}

const variants: readonly Partial<SentenceSettings>[] = [
  ...positionKinds.flatMap((positions) => headCounts.map((heads) => ({ positions, heads }))),
  { causal: true, scale: false },
  { window: 2, temperature: 0.3 },
  { causal: true, window: 3, softcap: 1.5, temperature: 2.5, positions: "alibi", sink: 2 },
  { sink: -1, softcap: 0.5, positions: "rotary", heads: 4 },
  { scale: false, temperature: 0.1, sink: 8, positions: "sinusoidal" },
];
const all = variants.flatMap((variant) =>
  (["similarity", "random"] as const).map((weights): SentenceSettings => ({ ...defaultSettings, ...variant, weights })),
);
const named = all.map((settings) => [writeSettings(settings).toString() || "defaults", settings] as const);

describe.each(named)("attention: %s", (_, settings) => {
  const tokens = words(english);
  const attention = attend(kernels, tokens, settings);
  const { size, headDim, heads } = attention;
  const cells = Array.from({ length: heads * size }, (_, at) => [Math.floor(at / size), at % size] as const);

  test("is the formula, sink and all", () => {
    for (const [head, query] of cells) {
      const row = weightsOf(attention, head, query);
      const expected = plain(attention, head, query);
      for (let key = 0; key < size; key++) expect(row.weights[key]).toBeCloseTo(expected.weights[key] as number, 4);
      expect(row.sunk).toBeCloseTo(expected.sunk, 4);
      const output = attention.output.subarray((head * size + query) * headDim);
      for (let i = 0; i < headDim; i++) expect(output[i]).toBeCloseTo(expected.output[i] as number, 3);
    }
  });

  test("every cell can be made again step by step", () => {
    for (const [head, query] of cells) {
      const { weights } = weightsOf(attention, head, query);
      for (let key = 0; key < size; key++) {
        const cell = cellOf(attention, head, query, key);
        expect(cell.weight).toBeCloseTo(weights[key] as number, 4);
        if (cell.isVisible) expect(cell.score).toBeCloseTo(cell.row[key] as number, 3);
        expect(cell.weight === 0).toBe(!cell.isVisible);
      }
    }
  });

  test("the code of a cell gives its weight, its numbers rounded as they are written", () => {
    const names = { query: "q", key: "k", temperature: "t", masked: "m", scores: "s", sink: "x" };
    for (const [query, key] of [
      [1, 5],
      [0, 4],
      [size - 1, 0],
    ] as const) {
      const cell = cellOf(attention, heads - 1, query, key);
      const code = cellCode("nested", cell, settings, names);
      const [rest, last] = [code.split("\n").slice(0, -1).join("\n"), code.split("\n").at(-1)];
      const weight = new Function(`${rest}\nreturn ${last}`)() as number;
      expect(Math.abs(weight - cell.weight)).toBeLessThan(settings.temperature < 1 ? 0.05 : 0.002);
    }
  });
});

test("without positions, two places of one word attend alike; with rotary positions they do not", () => {
  const rows = (positions: SentenceSettings["positions"]) => {
    const attention = attend(kernels, words(english), { ...defaultSettings, weights: "random", positions });
    return [weightsOf(attention, 0, 3), weightsOf(attention, 0, 7)] as const;
  };
  const [first, second] = rows("none");
  expect(first.weights).toEqual(second.weights);
  const change = largestChange(...rows("rotary"));
  expect(Math.abs(change.to - change.from)).toBeGreaterThan(0.01);
});

describe("read backwards", () => {
  test.each(["similarity", "random"] as const)("%s: only positions that tell directions see it", (weights) => {
    const settings = { ...defaultSettings, weights, causal: true, window: 2 };
    const change = (positions: SentenceSettings["positions"]) =>
      changeWhenReversed(kernels, words(english), settings, positions);
    expect(change("none")).toBeLessThan(1e-5);
    // Without a mask ALiBi only knows distances.
    expect(change("alibi")).toBeLessThan(1e-5);
    expect(change("sinusoidal")).toBeGreaterThan(0.02);
  });

  test("rotary: queries and keys that are the same only know distances too", () => {
    const change = (weights: SentenceSettings["weights"]) =>
      changeWhenReversed(kernels, words(english), { ...defaultSettings, weights }, "rotary");
    expect(change("random")).toBeGreaterThan(0.02);
    expect(change("similarity")).toBeGreaterThan(0);
  });
});

test("what the page begins with: cat attends to cat and cats, 小猫 to itself and 猫", () => {
  const order = (text: string, query: number) => {
    const { weights } = weightsOf(attend(kernels, words(text), defaultSettings), 0, query);
    const names = labels(text, "words").map((label, i) => [label, weights[i] ?? 0] as const);
    return names.sort(([, a], [, b]) => b - a).map(([label]) => label);
  };
  expect(order(english, 1).slice(0, 3)).toEqual(["cat", "cat", "cats"]);
  expect(order(chinese, 0).slice(0, 4)).toEqual(["小猫", "猫", "猫", "猫"]);
});

describe("reading", () => {
  const row = { weights: [0.5, 0.25, 0.25, 0], visible: [true, true, true, false], sunk: 0 };

  test("the strongest, and the strongest of the others", () => {
    expect(strongest(row)).toBe(0);
    expect(strongest(row, 0)).toBe(1);
    expect(strongest({ weights: [1, 0], visible: [true, false], sunk: 0 }, 0)).toBeNull();
  });

  test("entropy against that of equal weights, the sink among them", () => {
    expect(spreadOf(row, false)).toMatchObject({ of: 3, most: Math.log(3) });
    expect(spreadOf(row, false).entropy).toBeCloseTo(1.5 * Math.LN2, 6);
    const third = 1 / 3;
    const even = spreadOf({ weights: [third, third], visible: [true, true], sunk: third }, true);
    expect(even.asIf).toBeCloseTo(3, 6);
    expect(even.of).toBe(3);
  });

  test("a sink takes what it takes of each row", () => {
    const attention = attend(kernels, words(english), { ...defaultSettings, sink: 3 });
    for (let query = 0; query < attention.size; query++) {
      const { weights, sunk } = weightsOf(attention, 0, query);
      expect(weights.reduce((sum, weight) => sum + weight, sunk)).toBeCloseTo(1, 5);
      expect(sunk).toBeGreaterThan(0.02);
    }
  });
});

describe("settings", () => {
  test("survive a link", () => {
    const settings: SentenceSettings = {
      text: "猫 & dog = 100%",
      tokens: "bytes",
      merges: 3,
      backwards: true,
      weights: "random",
      seed: 77,
      heads: 4,
      positions: "rotary",
      causal: true,
      scale: false,
      temperature: 0.3,
      softcap: 2.5,
      window: 4,
      sink: 0,
      head: 3,
      token: 5,
      key: 2,
    };
    expect(readSettings(new URLSearchParams(writeSettings(settings).toString()))).toEqual(settings);
    expect(writeSettings(defaultSettings).toString()).toBe("");
    expect(readSettings(new URLSearchParams())).toEqual(defaultSettings);
  });

  test("of a hostile link are clamped or left out", () => {
    const link = new URLSearchParams({
      text: `<img src=x onerror=alert(1)>\u202e\u2028\n\0\ud800${"x".repeat(9999)}`,
      tokens: "__proto__",
      merges: "-4",
      weights: "constructor",
      seed: "1e99",
      heads: "3",
      positions: "ALIBI",
      causal: "yes",
      temperature: "-1",
      softcap: "Infinity",
      window: "1e3",
      sink: "NaN",
      head: "9",
      token: "1e9",
      key: "-0.5",
    });
    const settings = readSettings(link);
    expect(settings).toMatchObject({
      tokens: "words",
      merges: 0,
      weights: "similarity",
      seed: 2 ** 31 - 1,
      heads: 1,
      positions: "none",
      causal: false,
      temperature: 0.1,
      softcap: 0,
      window: 12,
      sink: null,
      head: 0,
      token: 47,
    });
    expect(Math.abs(settings.key ?? 1)).toBe(0);
    expect(settings.text).toHaveLength(mostText);
    expect(settings.text).toMatch(/^<img src=x onerror=alert\(1\)> \s*\ufffdx+$/);
  });

  test("a text is not cut within a character of two units", () => {
    expect(readText(`${"x".repeat(mostText - 1)}🙂`)).toBe("x".repeat(mostText - 1));
  });
});

describe("a trained model", () => {
  const [vocabulary, places, size] = [5, 6, 8];
  const random = createRandom(1);
  const drawn = (shape: readonly number[]) => random.normal(shape, 0.5);
  const [embedding, positions] = [drawn([vocabulary, size]), drawn([places, size])];
  const parameters: Record<string, FloatTensor> = { embedding, positions };
  for (const layer of ["layer1", "layer2"])
    for (const part of ["wq", "wk", "wv", "wo"]) parameters[`${layer}.${part}`] = drawn([size, size]);
  const left = { version: 1, lab: "induction", model: { heads: 2, parameters } };
  const tokens = words("a b a c d e f g");

  test("tokens are numbered as they first appear, and begin again after the vocabulary", () => {
    expect(numbersOf(tokens, vocabulary)).toEqual([0, 1, 0, 2, 3, 4, 0, 1]);
  });

  test("its heads are those of multi-head attention, layer after layer", () => {
    const model = readTrained(structuredClone(left));
    if (!model) throw new Error("the model cannot be read");
    const attention = attendTrained(kernels, model, tokens, { ...defaultSettings, causal: true });
    expect([attention.heads, attention.headDim]).toEqual([4, 4]);
    const rows = (table: FloatTensor, indices: readonly number[]) =>
      Float32Array.from(indices.flatMap((i) => [...table.data.slice(i * size, (i + 1) * size)]));
    const batched = (data: Float32Array): FloatTensor => ({ shape: [1, tokens.length, size], data });
    let x = rows(embedding, numbersOf(tokens, vocabulary));
    const place = rows(positions, [0, 1, 2, 3, 4, 5, 0, 1]);
    for (const [layer, name] of ["layer1", "layer2"].entries()) {
      const placed = batched(x.map((value, i) => value + (place[i] ?? 0)));
      const part = (of: string) => parameters[`${name}.${of}`] as FloatTensor;
      const parts = { wq: part("wq"), wk: part("wk"), wv: part("wv"), wo: part("wo") };
      const { out, weights } = kernels.multiHeadAttention(
        { query: placed, key: placed, value: batched(x), ...parts },
        { numHeads: 2, causal: true, returnWeights: true },
      );
      const own = attention.weights.subarray(layer * weights.data.length, (layer + 1) * weights.data.length);
      for (const [i, weight] of weights.data.entries()) expect(own[i]).toBeCloseTo(weight, 5);
      x = x.map((value, i) => value + (out.data[i] ?? 0));
    }
  });

  test("what does not hold is no model", () => {
    const without = { ...parameters };
    delete without["layer2.wo"];
    for (const value of [
      undefined,
      null,
      "model",
      { ...left, version: 2 },
      { ...left, model: { heads: 3, parameters } },
      { ...left, model: { heads: 2, parameters: without } },
      { ...left, model: { heads: 2, parameters: { ...parameters, positions: drawn([places, size + 1]) } } },
      { ...left, model: { heads: 2, parameters: { ...parameters, embedding: { shape: [5, 8], data: [0] } } } },
      {
        ...left,
        model: {
          heads: 2,
          parameters: { ...parameters, positions: { shape: [1, 8], data: new Float32Array(8).fill(Number.NaN) } },
        },
      },
    ])
      expect(readTrained(value)).toBeNull();
  });
});
