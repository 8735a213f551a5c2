import type { Problem } from "./problem.js";

/** What a row is called. */
export interface Title {
  readonly en: string;
  readonly zh: string;
}

/** A row of the table. */
export interface Case {
  readonly title: Title;
  readonly problem: Problem;
  /** Among the few rows that the README shows. */
  readonly main?: boolean;
  /** Also into a tensor that is there: for what is so small that a new one takes a good part of the time, or as large as its inputs. */
  readonly into?: boolean;
  /** Libraries that would take minutes. */
  readonly without?: readonly string[];
  /** Also report how much WebAssembly memory ours holds afterwards. */
  readonly memory?: boolean;
}

const slow = ["numpy-ts", "plain JS"];

const same = (name: string): Title => ({ en: name, zh: name });

/** Self-attention, by batch, heads, length and width of a head. */
function attention(
  [batch, heads, seq, dim]: readonly [number, number, number, number],
  {
    causal = false,
    ...others
  }: { readonly causal?: boolean } & Pick<Case, "main" | "into" | "without" | "memory"> = {},
): Case {
  const name = `SDPA ${[batch, heads, seq, dim].join("x")}`;
  return {
    title: causal ? { en: `${name} causal`, zh: `${name} 因果` } : same(name),
    problem: { kind: "attention", batch, heads, kvHeads: heads, seqQ: seq, seqK: seq, dim, causal },
    ...(seq < 1024 ? {} : { without: slow }),
    ...others,
  };
}

export const suite: readonly Case[] = [
  attention([1, 1, 1, 4], { into: true }),
  attention([1, 4, 16, 32], { into: true }),
  attention([1, 8, 64, 64], { into: true, main: true }),
  attention([1, 8, 128, 64], { into: true }),
  attention([1, 8, 128, 64], { causal: true }),
  attention([1, 8, 256, 64]),
  attention([1, 8, 512, 64], { main: true }),
  attention([1, 8, 512, 64], { causal: true, main: true }),
  attention([1, 8, 1024, 64], { main: true }),
  attention([1, 8, 1024, 64], { causal: true }),
  attention([1, 8, 2048, 64]),
  attention([1, 8, 1024, 128], { main: true }),
  attention([1, 8, 1024, 128], { causal: true }),
  attention([1, 8, 512, 16]),
  attention([1, 8, 512, 32]),
  attention([8, 16, 64, 64], { main: true }),
  attention([1, 1, 16_384, 64], { without: ["tfjs-wasm", "jax-js", ...slow], memory: true }),
  {
    title: { en: "decode 32/8x1x4096x128", zh: "decode 32/8x1x4096x128" },
    problem: { kind: "attention", batch: 1, heads: 32, kvHeads: 8, seqQ: 1, seqK: 4096, dim: 128, causal: false },
    main: true,
  },
  {
    title: { en: "backward 1x8x512x64", zh: "反向 1x8x512x64" },
    problem: { kind: "attention-backward", heads: 8, seq: 512, dim: 64 },
    main: true,
  },
  {
    title: { en: "MHA 1x512x512, 8 heads", zh: "MHA 1x512x512，8 个头" },
    problem: { kind: "multi-head", heads: 8, seq: 512, width: 512 },
    main: true,
  },
  ...[256, 512, 1024].map(
    (size): Case => ({
      title: { en: `matmul ${size}³`, zh: `矩阵乘法 ${size}³` },
      problem: { kind: "matmul", size },
      main: size === 512,
    }),
  ),
  {
    title: { en: "training step, batch 32", zh: "训练一步，batch 32" },
    problem: { kind: "training-step", batch: 32, seq: 64, width: 64, heads: 2, vocabulary: 48 },
    main: true,
    without: ["onnxruntime-web", ...slow],
  },
  {
    title: same("softmax 1024x1024"),
    problem: { kind: "softmax", rows: 1024, columns: 1024 },
    into: true,
    main: true,
  },
  {
    title: { en: "layer norm 1024x1024", zh: "层归一化 1024x1024" },
    problem: { kind: "layer-norm", rows: 1024, columns: 1024 },
    into: true,
    main: true,
  },
];

/** The cases with one of these words in their name; all when there are no words. */
export function chooseCases(wanted: readonly string[]): readonly Case[] {
  if (wanted.length === 0) return suite;
  return suite.filter(({ title }) => wanted.some((word) => title.en.toLowerCase().includes(word.toLowerCase())));
}
