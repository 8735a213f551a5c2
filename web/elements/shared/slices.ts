import { count } from "../../arrays/index.js";
import type { ReportTensor } from "../../judge/index.js";

/** The leading dimensions, all but the last two. */
export const leading = (shape: readonly number[]) => shape.slice(0, -2);

/** Row-major position of the first element of the slice at this leading index. */
export function sliceStart(shape: readonly number[], selection: readonly number[]): number {
  const position = leading(shape).reduce((at, size, axis) => at * size + Math.min(selection[axis] ?? 0, size - 1), 0);
  return position * count(shape.slice(-2));
}

/** The last two dimensions at one leading index. */
export function sliceOf(tensor: ReportTensor, selection: readonly number[]): ReportTensor {
  const shape = tensor.shape.slice(-2);
  const start = sliceStart(tensor.shape, selection);
  return { shape, data: tensor.data.slice(start, start + count(shape)) };
}
