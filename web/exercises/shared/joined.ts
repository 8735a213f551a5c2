/** Arrays one after the other, in float64. Mistakes of exercises with a cache are built of it. */
import { generate, type Nd } from "../../arrays/nd.js";

const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** One after the other along this axis; everything else agrees. */
export const joined =
  (axis: number) =>
  (first: Nd, second: Nd): Nd => {
    const ofFirst = size(first, axis);
    const shape = first.shape.map((length, at) => (at === axis ? length + size(second, at) : length));
    if (first.shape.some((length, at) => at !== axis && length !== size(second, at)))
      throw new RangeError(`cannot join [${first.shape}] and [${second.shape}] along axis ${axis}`);
    const read = (x: Nd, index: readonly number[]) =>
      x.data[index.reduce((at, i, j) => at * size(x, j) + i, 0)] as number;
    return generate(shape, (index) => {
      const along = index[axis] as number;
      if (along < ofFirst) return read(first, index);
      return read(
        second,
        index.map((i, at) => (at === axis ? along - ofFirst : i)),
      );
    });
  };
