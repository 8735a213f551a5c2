import { count } from "../../arrays/index.js";
import type { KeptTensor, TrainingKernels } from "../../kernels/training.js";

/** Floats that stay in the kernels' memory. */
export type Floats = KeptTensor<"float32">;
export type Ints = KeptTensor<"int32">;

/** Tensors in the kernels' memory that are given back together. */
export class Workspace {
  readonly kernels: TrainingKernels;
  readonly #kept: (Floats | Ints)[] = [];

  constructor(kernels: TrainingKernels) {
    this.kernels = kernels;
  }

  /** @param data default: zeros */
  floats(shape: readonly number[], data: Float32Array = new Float32Array(count(shape))): Floats {
    const kept = this.kernels.keep<"float32">({ shape, data });
    this.#kept.push(kept);
    return kept;
  }

  /** @param data default: zeros */
  ints(shape: readonly number[], data: Int32Array = new Int32Array(count(shape))): Ints {
    const kept = this.kernels.keep<"int32">({ shape, data });
    this.#kept.push(kept);
    return kept;
  }

  release(): void {
    for (const kept of this.#kept) kept.release();
    this.#kept.length = 0;
  }
}
