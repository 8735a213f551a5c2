// @ts-check
import { availableParallelism } from "node:os";

/**
 * Work in the order in which it comes, so many pieces at a time.
 *
 * @param {number} [size] default: one piece for each processor
 */
export function createPool(size = availableParallelism()) {
  let free = size;
  /** @type {(() => void)[]} */
  const waiting = [];
  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise((/** @type {(value: void) => void} */ resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** @typedef {ReturnType<typeof createPool>} Pool */
