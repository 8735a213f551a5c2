import type { Call, Placement } from "../call.js";
import { KernelError } from "../errors.js";
import { Instance } from "../instance.js";
import { snakeCase } from "../names.js";
import type { KernelWorker } from "./kernel-worker.js";

/** The operations whose kernels divide their work: those that include `tasks.h`. */
export const dividedOperations = [
  "scaledDotProductAttention",
  "scaledDotProductAttentionBackward",
  "multiHeadAttention",
  "linear",
  "softmax",
  "layerNorm",
  "rmsNorm",
];

/** Of so few elements, read and written, a call is done before another thread is awake. */
const LEAST_ELEMENTS = 2 ** 15;

/** What the module begins with, as CMakeLists.txt says, and the most that 32 bits address: in pages of 64 KiB. */
const pages = { initial: 34, maximum: 2 ** 16 };

/** How often the WebAssembly looks for the other threads before JavaScript looks at the clock. */
const LOOKS = 2 ** 16;

/** A thread for which a call has waited so long, when it is itself done, is gone. In milliseconds. */
const PATIENCE = 10_000;

/** `Status::thread_lost` of `cpp/abi.h`. */
const THREAD_LOST = 4;

/** A thread was ended while it worked. What it had not done can be done again, in other memory. */
export class ThreadLost extends KernelError {}

/** An instance on shared memory, with workers that take part in its calls. */
export class ThreadedInstance extends Instance {
  readonly #kernels = dividedOperations.map(snakeCase);
  readonly #lends: boolean;
  #workers: readonly KernelWorker[];
  /** When all workers take part. Until then those do that are there. */
  readonly ready: Promise<unknown>;

  constructor(module: WebAssembly.Module, lends: boolean, workers: readonly KernelWorker[]) {
    const memory = new WebAssembly.Memory({ ...pages, shared: true });
    super(module, memory);
    this.#lends = lends;
    this.#workers = workers;
    const kernels = this.#kernels;
    this.ready = Promise.all(workers.map((each, worker) => each.start({ module, memory, worker, kernels })));
  }

  /** Goes on with the calling thread alone. */
  end(): void {
    for (const worker of this.#workers) worker.end();
    this.#workers = [];
  }

  protected override own(view: Float32Array): Float32Array {
    return this.#lends ? view : super.own(view);
  }

  protected override compute(call: Call, placement: Placement): unknown {
    const { operation } = call.plan;
    const { values, elements } = placement;
    const kernel = dividedOperations.indexOf(operation);
    if (kernel < 0 || this.#workers.length === 0 || elements < LEAST_ELEMENTS) return super.compute(call, placement);
    new Float64Array(this.memory.buffer, Number(this.invoke("team_call"))).set([kernel, values.length, ...values]);
    this.invoke("team_open", this.#workers.length + 1);
    let status: unknown;
    try {
      status = super.compute(call, placement);
    } finally {
      this.#close(operation);
    }
    const worst = status || this.invoke("team_status");
    if (worst === THREAD_LOST) throw lost(operation);
    return worst;
  }

  /** Waits for those that have joined. */
  #close(operation: string): void {
    const start = performance.now();
    while (!this.invoke("team_close", LOOKS)) if (performance.now() - start > PATIENCE) throw lost(operation);
  }
}

const lost = (operation: string) => new ThreadLost(operation, "failed: a thread was ended while it worked");
