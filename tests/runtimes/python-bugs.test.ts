/** The find-the-bug exercises in Python: what their prompts print is true, and the judge says which bug is left. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { listExercises, openExercise } from "../../web/exercises/index.js";
import { createJudge, type Judge } from "../../web/judge/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { printed, rawPrompt } from "../exercises/printed.js";
import { ensurePythonAssets } from "./python-assets.js";

let judge: Judge;
beforeAll(async () => {
  const assets = await ensurePythonAssets();
  judge = createJudge({ runtimes: { python: () => createPythonRuntime({ assets }) } });
  await judge.prepare("python");
}, 300_000);
afterAll(() => judge?.dispose());

const bugs = (await listExercises()).filter(({ track }) => track === "bugs");

const dialects = {
  pytorch: { imports: "import torch\nfrom torch import nn\n", lists: (call: string) => `(${call}).tolist()` },
  python: { imports: "import numpy as np\n", lists: (call: string) => `np.asarray(${call}).tolist()` },
};

/** Prints a result, as nested lists, as the prompts write it. */
const shown = (lists: string) => `
def show(value):
    return "[" + ", ".join(map(show, value)) + "]" if isinstance(value, list) else f"{round(value, 4):g}"

try:
    print(show(${lists}))
except Exception as error:
    print(f"{type(error).__name__}: {error}".strip())
`;

const languages = ["pytorch", "python"] as const;
const locales = ["en", "zh"] as const;
const prompts = bugs.flatMap(({ slug }) =>
  languages.flatMap((language) => locales.map((locale) => ({ slug, language, locale }))),
);

test.each(prompts)(
  "$slug in $language prints what its prompt says ($locale)",
  async ({ slug, language, locale }) => {
    const { imports, lists } = dialects[language];
    const calls = printed(rawPrompt(slug, locale), language);
    const program = calls.map(({ setup, call }) => `${setup}\n${shown(lists(call))}`).join("\n");
    const source = `${await (await openExercise(slug)).starter(language)}\n${imports}${program}`;
    const report = await judge.judge({ exercise: slug, language, source, seed: 1, cases: "sample" });
    expect(calls.length).toBeGreaterThan(0);
    expect(report.console.trimEnd().split("\n")).toEqual(calls.map(({ prints }) => prints));
  },
  60_000,
);

const softmax = [
  "def attention",
  "def softmax(x, axis):\n    e = np.exp(x - x.max(axis=axis, keepdims=True))\n    return e / e.sum(axis=axis, keepdims=True)\n\n\ndef attention",
] as const;
const newAxis = ["features * weights", "features * weights[..., None]"] as const;
const summed = ["return features * weights", "return np.sum(features * weights, axis=(1, 2))"] as const;
const summedToo = [newAxis[1], `np.sum(${newAxis[1]}, axis=(1, 2))`] as const;
const batchFirst = [
  ["q.transpose(1, 0, 2)", "q"],
  ["k.transpose(1, 0, 2)", "k"],
  ["lbd,sbd->lbs", "bld,bsd->bls"],
] as const;
const withScale = ["queries, keys)", "queries, keys) / np.sqrt(q.shape[-1])"] as const;
const pooled = ["return linear(tokens", "return linear(tokens.mean(axis=1)"] as const;
const withoutDropout = [
  "keep = np.random.rand(*x.shape) >= rate\n    return x * keep / (1 - rate)",
  "return x",
] as const;

type Repair = readonly [before: string, after: string];

/** What is repaired in the starter, and the mistake that is left. */
const programs: readonly (readonly [slug: string, repairs: readonly Repair[], mistake: string])[] = [
  ["bug-softmax-that-does-not-exist", [], "softmax-that-does-not-exist"],
  ["bug-softmax-that-does-not-exist", [softmax, ["np.softmax", "softmax"]], "matrix-instead-of-vector"],
  ["bug-broadcast-over-channels", [], "missing-channel-axis"],
  ["bug-broadcast-over-channels", [summed], "missing-channel-axis"],
  ["bug-broadcast-over-channels", [newAxis], "weighted-not-summed"],
  ["bug-broadcast-over-channels", [newAxis, summedToo], "softmax-over-width-only"],
  ["bug-softmax-of-a-batch", [], "softmax-over-everything"],
  ["bug-softmax-of-a-batch", [["np.max(x)", "np.max(x, axis=-1, keepdims=True)"]], "shared-sum"],
  ["bug-softmax-of-a-batch", [["np.sum(powers)", "np.sum(powers, axis=-1, keepdims=True)"]], "global-maximum"],
  ["bug-softmax-of-a-batch", [["np.max(x)", "np.max(x, axis=-1)"]], "missing-keepdims"],
  ["bug-why-did-the-test-pass", [], "softmax-over-queries"],
  ["bug-why-did-the-test-pass", [["axis=1", "axis=0"]], "softmax-over-batch"],
  ["bug-transpose-of-a-batch", [], "batch-axes-swapped"],
  ["bug-transpose-of-a-batch", [withScale], "batch-axes-swapped"],
  ["bug-transpose-of-a-batch", batchFirst, "missing-scale"],
  ["bug-classifier-without-pooling", [], "no-pooling"],
  ["bug-classifier-without-pooling", [withoutDropout], "no-pooling"],
  ["bug-classifier-without-pooling", [pooled], "dropout-at-inference"],
  ["bug-classifier-without-pooling", [pooled, withoutDropout], "mask-ignored"],
  ["bug-tiled-key-heads", [], "groups-tiled-not-repeated"],
  [
    "bug-tiled-key-heads",
    [["np.tile(k, (1, group_size, 1, 1))", "np.repeat(k, group_size, axis=1)"]],
    "groups-tiled-not-repeated",
  ],
  ["bug-nucleus-without-its-last-token", [], "crossing-token-dropped"],
  [
    "bug-nucleus-without-its-last-token",
    [["cumulative <= p", "(cumulative <= p) | (cumulative == cumulative[:, :1])"]],
    "crossing-token-dropped",
  ],
  ["bug-mask-of-a-decode-step", [], "mask-top-left"],
  [
    "bug-mask-of-a-decode-step",
    [["np.where(visible, scores, -np.inf)", "np.where(visible | (q.shape[2] == 1), scores, -np.inf)"]],
    "mask-top-left",
  ],
  ["bug-mask-of-a-decode-step", [["dtype=bool))", "dtype=bool), k=past_k.shape[2] - 1)"]], "mask-off-by-one"],
  ["bug-cap-after-the-mask", [], "mask-before-cap"],
  ["bug-cap-after-the-mask", [["-np.inf", "-1e9"]], "mask-before-cap"],
  ["bug-gradient-of-repeated-ids", [], "last-one-wins"],
  [
    "bug-gradient-of-repeated-ids",
    [["grad[ids] += dx", "for b in range(len(ids)):\n        grad[ids[b]] += dx[b]"]],
    "counted-once-per-step",
  ],
  ["bug-position-zero-when-decoding", [], "new-tokens-at-position-zero"],
  [
    "bug-position-zero-when-decoding",
    [
      ["q, k_new = rotate(q, base), rotate(k_new, base)\n", "q = rotate(q, base)\n"],
      ["np.concatenate([past_k, k_new], axis=2)", "rotate(np.concatenate([past_k, k_new], axis=2), base)"],
    ],
    "keys-rotated-twice",
  ],
];

const left = programs.map(([slug, repairs, mistake]) => ({ slug, repairs, mistake }));

test.each(left)(
  "$slug, repaired in $repairs.length places: $mistake is left",
  async ({ slug, repairs, mistake }) => {
    let source = await (await openExercise(slug)).starter("python");
    for (const [before, after] of repairs) {
      expect(source).toContain(before);
      source = source.replace(before, after);
    }
    const report = await judge.judge({ exercise: slug, language: "python", source, seed: 1 });
    expect(report.diagnosis?.mistake).toBe(mistake);
  },
  60_000,
);
