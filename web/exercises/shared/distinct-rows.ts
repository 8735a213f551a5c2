/** Numbers for the exercises that choose the largest of a row. */
import type { Random } from "../../format/random.js";
import type { FloatTensor } from "../../kernels/index.js";

const unit = 1 / 8;

/** Multiples of 1/8 about as normal numbers lie, no two of a row equal, in a drawn order. */
export function distinctRows(random: Random, shape: readonly [rows: number, columns: number]): FloatTensor {
  const [rows, columns] = shape;
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const drawn = Array.from(random.normal([columns]).data);
    const order = drawn.map((_, at) => at).sort((a, b) => (drawn[a] as number) - (drawn[b] as number));
    let last = Number.NEGATIVE_INFINITY;
    for (const at of order) {
      last = Math.max(Math.round((drawn[at] as number) / unit) * unit, last + unit);
      data[row * columns + at] = last;
    }
  }
  return { shape, data };
}
