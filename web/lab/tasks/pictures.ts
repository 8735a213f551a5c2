import { createRandom, type Random } from "../../format/index.js";

export type PictureTask = "shapes" | "twins";

/** Pixels of a side. */
export const side = 8;

export const classesOf: Readonly<Record<PictureTask, number>> = { shapes: 4, twins: 2 };

export interface Pictures {
  readonly count: number;
  /** Patches of a picture. */
  readonly length: number;
  /** `[count, length, pixels of a patch]`, patches and their pixels row by row. */
  readonly patches: Float32Array;
  readonly labels: Int32Array;
}

export interface DrawOptions {
  readonly seed: number;
  readonly count: number;
  /** Patches of a picture: 4, 8 or 16. */
  readonly length: number;
}

/** How far the brightness of each pixel is off. */
const noise: Readonly<Record<PictureTask, number>> = { shapes: 0.3, twins: 0.2 };

/** Draws pictures of 8 x 8 pixels, cut into patches. */
export function drawPictures(task: PictureTask, { seed, count, length }: DrawOptions): Pictures {
  const random = createRandom(seed);
  const patches = new Float32Array(count * side * side);
  const labels = new Int32Array(count);
  for (let picture = 0; picture < count; picture++) {
    const pixels = random.normal([side, side], noise[task]).data;
    labels[picture] = draw[task](pixels, random);
    patches.set(cut(pixels, length), picture * side * side);
  }
  return { count, length, patches, labels };
}

/** Draws onto a picture, and gives its class. */
type Draw = (pixels: Float32Array, random: Random) => number;

function paint(pixels: Float32Array, row: number, column: number): void {
  const at = row * side + column;
  pixels[at] = (pixels[at] ?? 0) + 1;
}

/** A line of four pixels: lying, standing, falling or rising. */
const drawShape: Draw = (pixels, random) => {
  const shape = random.between(0, 3);
  const [row, column] = [random.between(0, side - 4), random.between(0, side - 4)];
  const offset = random.between(0, 3);
  for (let i = 0; i < 4; i++) {
    const place = [
      [offset, i],
      [i, offset],
      [i, i],
      [i, 3 - i],
    ][shape];
    const [down = 0, right = 0] = place ?? [];
    paint(pixels, row + down, column + right);
  }
  return shape;
};

/** Marks of two pixels within 2 x 2: above, left, and both diagonals. */
const marks = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
] as const;

/** Two marks at different places of a grid of 4 x 4; whether they are the same one. */
const drawTwins: Draw = (pixels, random) => {
  const areSame = random.between(0, 1);
  const first = random.between(0, marks.length - 1);
  const second = areSame ? first : (first + random.between(1, marks.length - 1)) % marks.length;
  const cells = side / 2;
  const here = random.between(0, cells * cells - 1);
  const there = (here + random.between(1, cells * cells - 1)) % (cells * cells);
  for (const [place, mark] of [
    [here, first],
    [there, second],
  ] as const)
    for (const pixel of marks[mark] ?? [])
      paint(pixels, 2 * Math.floor(place / cells) + Math.floor(pixel / 2), 2 * (place % cells) + (pixel % 2));
  return areSame;
};

const draw: Readonly<Record<PictureTask, Draw>> = { shapes: drawShape, twins: drawTwins };

/** Rows and columns of a patch: with an odd power of two of patches it is higher than wide. */
export function patchOf(length: number): readonly [rows: number, columns: number] {
  const columns = side / 2 ** Math.ceil(Math.log2(length) / 2);
  return [(side * side) / length / columns, columns];
}

/** A picture as patches, one after the other. */
function cut(pixels: Float32Array, length: number): Float32Array {
  const [rows, columns] = patchOf(length);
  const across = side / columns;
  return pixels.map((_, i) => {
    const [patch, pixel] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
    const row = Math.floor(patch / across) * rows + Math.floor(pixel / columns);
    const column = (patch % across) * columns + (pixel % columns);
    return pixels[row * side + column] ?? 0;
  });
}
