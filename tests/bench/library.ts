import type { Task } from "./problem.js";

/** Who takes part: our package or one of its peers. */
export interface Library {
  /** Its column of the table. */
  readonly name: string;
  /** Who can do both takes part twice. */
  readonly threads: Threads;
  /**
   * Gets ready for a task: whatever happens once for a model is done here, outside of what is timed. Several contenders
   * when the library has several ways, of which the table shows a peer's fastest; none when it cannot do such a thing.
   */
  prepare(task: Task): Promise<readonly Contender[]>;
}

export interface Contender {
  /** Which of the library's ways, when there are several. */
  readonly variant?: string;
  /** One computation, from plain floats to plain floats: one result, for `attention-backward` dq, dk and dv. */
  run(): readonly Float32Array[] | Promise<readonly Float32Array[]>;
  /** Brings the result into the order of the others, for comparison; this is not timed. */
  order?(result: readonly Float32Array[]): readonly Float32Array[];
  dispose?(): void | Promise<void>;
}

/** Where an engine finds the WebAssembly of ours and of the peers. */
export interface Files {
  /** What `loadKernels` takes. */
  readonly kernels: Readonly<Record<Build, URL | string>>;
  /** What `loadKernels` takes for threads. */
  readonly threads: Readonly<Record<Build, URL | string>>;
  /** What `loadTrainingKernels` takes. */
  readonly training: Readonly<Record<Build, URL | string>>;
  /** What onnxruntime-web's `wasmPaths` takes; it finds its own in Node. */
  readonly onnxruntime?: string;
  /** The address of onnxruntime-web itself, for a second copy of it. */
  readonly onnxruntimeModule?: string;
  /** What tfjs's `setWasmPaths` takes; it finds its own in Node. */
  readonly tfjs?: Record<TfjsFile, string>;
}

/** Our column. */
export const ours = "ours";

/** One, or as many as the machine has cores. */
export type Threads = "one" | "all";

/** Who is compared with ours on these threads: on all of them, a library that has none runs on one. */
export const onThreads = <T extends { readonly library: string; readonly threads: Threads }>(
  threads: Threads,
  entries: readonly T[],
): readonly T[] => {
  const hasAll = ({ library }: T) => entries.some((entry) => entry.library === library && entry.threads === "all");
  return entries.filter((entry) => entry.threads === threads || (threads === "all" && !hasAll(entry)));
};

/** The way of ours that has a row of its own: it spares a new tensor for each result. */
export const intoGiven = "into a given tensor";
/** And the way of a decoding step whose keys and values the kernels hold already. */
export const inCache = "keys and values in a cache";

/** Our two modules. */
export type Build = "simd128" | "relaxed";

export type TfjsFile =
  | "tfjs-backend-wasm.wasm"
  | "tfjs-backend-wasm-simd.wasm"
  | "tfjs-backend-wasm-threaded-simd.wasm";
