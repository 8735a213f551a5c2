import type { Problem } from "./problem.js";

/** A row of the table. */
export interface Case {
  readonly name: string;
  readonly problem: Problem;
  /** Among the few rows that the README shows. */
  readonly main?: boolean;
  /** Libraries that would take minutes. */
  readonly without?: readonly string[];
  /** Also report how much WebAssembly memory ours holds afterwards. */
  readonly memory?: boolean;
}

export const suite: readonly Case[] = [
  ...[
    { seq: 128, dim: 64 },
    { seq: 512, dim: 64 },
    { seq: 1024, dim: 64 },
    { seq: 1024, dim: 128 },
  ].flatMap(({ seq, dim }) =>
    [false, true].map((causal) => ({
      name: `SDPA 1x8x${seq}x${dim}${causal ? " causal" : ""}`,
      problem: { kind: "attention", heads: 8, kvHeads: 8, seqQ: seq, seqK: seq, dim, causal } as const,
      main: seq !== 128,
    })),
  ),
  {
    name: "SDPA 1x1x16384x64",
    problem: { kind: "attention", heads: 1, kvHeads: 1, seqQ: 16_384, seqK: 16_384, dim: 64, causal: false },
    main: true,
    without: ["tfjs-wasm", "numpy-ts", "plain JS"],
    memory: true,
  },
  {
    name: "decode 32/8x1x4096x128",
    problem: { kind: "attention", heads: 32, kvHeads: 8, seqQ: 1, seqK: 4096, dim: 128, causal: false },
    main: true,
  },
  {
    name: "backward 1x8x512x64",
    problem: { kind: "attention-backward", heads: 8, seq: 512, dim: 64 },
    main: true,
  },
  {
    name: "MHA 1x512x512, 8 heads",
    problem: { kind: "multi-head", heads: 8, seq: 512, width: 512 },
    main: true,
  },
  ...[256, 512, 1024].map((size) => ({
    name: `matmul ${size}³`,
    problem: { kind: "matmul", size } as const,
    main: size !== 256,
  })),
  {
    name: "training step, batch 32",
    problem: { kind: "training-step", batch: 32, seq: 64, width: 64, heads: 2, vocabulary: 48 },
    main: true,
    without: ["onnxruntime-web", "numpy-ts", "plain JS"],
  },
  { name: "softmax 1024x1024", problem: { kind: "softmax", rows: 1024, columns: 1024 }, main: true },
  { name: "layer norm 1024x1024", problem: { kind: "layer-norm", rows: 1024, columns: 1024 }, main: true },
];

/** The cases with one of these words in their name; all when there are no words. */
export function chooseCases(wanted: readonly string[]): readonly Case[] {
  if (wanted.length === 0) return suite;
  return suite.filter(({ name }) => wanted.some((word) => name.toLowerCase().includes(word.toLowerCase())));
}
