import type { Call, SlotData } from "../call.js";
import { KernelError } from "../errors.js";
import { attempt, type Instance, KEPT_BYTES } from "../instance.js";
import { kernelsOf } from "../kernels-of.js";
import { remembering } from "../known-calls.js";
import { areBorrowed, type KernelsOptions, loadKernels, type ThreadedKernels } from "../load.js";
import { compileOneOf } from "../module.js";
import { unfit } from "../names.js";
import { isInteger } from "../tensor.js";
import { createWorker, type KernelWorker, threadsOfMachine, whyNoThreads } from "./kernel-worker.js";
import { ThreadedInstance, ThreadLost } from "./threaded-instance.js";

const LOAD = "loadKernels";

/** As many as the stacks that `cpp/threads/team.cpp` has, and the thread that calls. */
const MOST_THREADS = 16;

/** How `loadKernels` is asked for threads. */
export interface ThreadsOptions extends KernelsOptions {
  /** How many, counting the one that calls: 1 to 16, or as many as the machine runs at once (16 at most). */
  readonly threads: number | "all";
}

/** The threads that kernels work with. */
export interface Threads {
  /** How many, counting the one that calls. */
  readonly count: number;
  /** Why there is but one, where more were asked for. */
  readonly reason: string | undefined;
  /** Ends all but the one that calls, which goes on alone. */
  end(): void;
}

/** What `loadKernels` does where threads are asked for. */
export async function loadThreads({ threads, ...options }: ThreadsOptions): Promise<ThreadedKernels> {
  const wanted = threads === "all" ? Math.min(threadsOfMachine(), MOST_THREADS) : threads;
  if (!isInteger(wanted, 1, MOST_THREADS)) {
    throw unfit(LOAD, "threads", threads, `an integer from 1 to ${MOST_THREADS}, or "all"`);
  }
  const reason = whyNoThreads();
  if (reason === undefined) return loadShared(options, wanted);
  return { ...(await loadKernels(options)), threads: { count: 1, reason, end() {} } };
}

async function loadShared(options: KernelsOptions, wanted: number): Promise<ThreadedKernels> {
  // Bundlers find the two files by these expressions.
  const beside = (relaxed: boolean) =>
    relaxed
      ? new URL("../kernels-threads-relaxed.wasm", import.meta.url)
      : new URL("../kernels-threads.wasm", import.meta.url);
  const module = await compileOneOf(LOAD, options, beside, ["outputs"]);
  if (!WebAssembly.Module.imports(module).some(({ kind }) => kind === "memory")) {
    throw new KernelError(LOAD, "wasm is a build for one thread: threads take kernels-threads.wasm");
  }
  const lends = areBorrowed(options.outputs);
  const runner = attempt(LOAD, () => new ThreadedRunner(module, wanted - 1, lends));
  const reason = await runner.ready;
  const threads = {
    get count() {
      return runner.threads;
    },
    reason,
    end: () => runner.end(),
  };
  return { ...kernelsOf(module, () => (call, arrays) => runner.run(call, arrays), remembering), threads };
}

/** Runs calls in one instance; after a failure, or when memory grew beyond `KEPT_BYTES`, in a fresh one with fresh workers. */
export class ThreadedRunner {
  readonly #module: WebAssembly.Module;
  readonly #lends: boolean;
  readonly #createWorker: () => KernelWorker;
  #workers: number;
  #instance: ThreadedInstance;
  /** When the workers take part; why they do not, if so. */
  readonly ready: Promise<string | undefined>;

  constructor(module: WebAssembly.Module, workers: number, lends = false, create = createWorker) {
    this.#module = module;
    this.#lends = lends;
    this.#createWorker = create;
    this.#workers = workers;
    this.#instance = this.#start();
    this.ready = this.#instance.ready.then(
      () => undefined,
      (error: unknown) => {
        this.end();
        return `a worker cannot be started: ${error instanceof Error ? error.message : error}`;
      },
    );
  }

  get threads(): number {
    return this.#workers + 1;
  }

  end(): void {
    this.#workers = 0;
    this.#instance.end();
  }

  run(call: Call, arrays?: readonly SlotData[]): ReturnType<Instance["run"]> {
    try {
      return this.#attempt(call, arrays);
    } catch (error) {
      this.#restart();
      // The inputs are the caller's, and whole.
      if (error instanceof ThreadLost) return this.#attempt(call, arrays);
      throw error;
    }
  }

  #attempt(call: Call, arrays?: readonly SlotData[]): ReturnType<Instance["run"]> {
    const outputs = attempt(call.plan.operation, () => this.#instance.run(call, arrays));
    if (this.#instance.memory.buffer.byteLength > KEPT_BYTES) this.#restart();
    return outputs;
  }

  #start(): ThreadedInstance {
    return new ThreadedInstance(this.#module, this.#lends, Array.from({ length: this.#workers }, this.#createWorker));
  }

  #restart(): void {
    this.#instance.end();
    this.#instance = attempt(LOAD, () => this.#start());
    // Whoever cannot be started again does not take part.
    this.#instance.ready.catch(() => {});
  }
}
