import type { Call } from "./call.js";
import { KernelsError } from "./errors.js";
import { Instance } from "./instance.js";
import type { Block } from "./kept-tensor.js";
import type { FloatTensor } from "./tensor.js";

/** `Status::bad_index` of `cpp/abi.h`: indices are checked before, but for those that are kept. */
const BAD_INDEX = 2;

/** A cache line, as the arena's. */
const ALIGNMENT = 64;

/**
 * An instance whose arena begins with the kept tensors, which therefore outlive every call. Between two calls nothing lies
 * behind them, so there is always room for more.
 */
export class KeepingInstance extends Instance {
  /** In the order in which they lie. */
  readonly #blocks: Block[] = [];
  #start = 0;

  /** Whether nobody knows any more what the memory holds. */
  isLost = false;

  get isKeeping(): boolean {
    return this.#blocks.length > 0;
  }

  override run(call: Call): Readonly<Record<string, FloatTensor>> {
    try {
      return super.run(call);
    } catch (error) {
      // A trap. A kernel that only lacked memory has touched nothing but its outputs.
      if (!(error instanceof KernelsError)) this.isLost = true;
      throw error;
    }
  }

  /** Takes the first gap that is wide enough, or else the end. */
  keep(wanted: number, name: string, shape: readonly number[]): Block {
    const bytes = Math.max(ALIGNMENT, Math.ceil(wanted / ALIGNMENT) * ALIGNMENT);
    let from = 0;
    let at = 0;
    for (const block of this.#blocks) {
      if (block.from - from >= bytes) break;
      from = block.from + block.bytes;
      at += 1;
    }
    const block = { from, bytes, isHeld: true };
    this.#blocks.splice(at, 0, block);
    try {
      this.reset({ name, shape });
    } catch (error) {
      this.free(block);
      throw error;
    }
    return block;
  }

  free(block: Block): void {
    if (!block.isHeld) return;
    block.isHeld = false;
    this.#blocks.splice(this.#blocks.indexOf(block), 1);
  }

  placeOf(block: Block): number | undefined {
    return !this.isLost && block.isHeld ? this.#start + block.from : undefined;
  }

  protected override describeStatus(status: unknown): string {
    return status === BAD_INDEX ? "a kept tensor holds an index beyond its table" : super.describeStatus(status);
  }

  /** The arena hands out the same places after each reset, and leaves what is there. */
  protected override reset(latest?: { readonly name: string; readonly shape: readonly number[] }): void {
    super.reset();
    const last = this.#blocks.at(-1);
    if (!last) return;
    const { name = "kept tensors", shape = [] } = latest ?? {};
    const bytes = last.from + last.bytes;
    this.#start = this.allocate(
      "keep",
      { name, shape: [bytes], axes: shape.map((size) => ({ name: String(size) })) },
      1,
    );
  }
}
