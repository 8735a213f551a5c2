/*
 * The machine's limit: how many multiplications and additions of floats it completes in a second in this engine when it has
 * nothing else to do. Measured by loops of WebAssembly that are put together here, in the binary format of its standard.
 *
 * A loop keeps several sums, so that no addition waits for the one before. How many are best depends on the processor and on
 * the registers that the engine uses, so there are several loops; the fastest counts.
 */

/** How a loop multiplies and adds: in two instructions or, with relaxed SIMD, in one. */
export type MultiplyAdd = "mul-add" | "relaxed-madd";

/** A loop that runs for a few milliseconds; returns how many operations it has done. */
export type LimitLoop = () => number;

const iterations = 400_000;
const lanes = 4;

/** The loops to choose from. */
export function limitLoops(kind: MultiplyAdd): readonly LimitLoop[] {
  const bodies = [
    product(4, 2),
    product(2, 4),
    product(3, 3),
    product(6, 1),
    product(7, 1),
    chain(8),
    chain(10),
    chain(12),
  ];
  return bodies.map((body) => {
    const module = new WebAssembly.Module(assemble(kind, body));
    const run = new WebAssembly.Instance(module).exports.run as (times: number) => void;
    return () => {
      run(iterations);
      return iterations * body.sums.length * lanes * 2;
    };
  });
}

/** The sums that one turn of a loop adds to: `sum <- a * b + c`, each of these the number of a vector. */
interface Body {
  readonly sums: readonly { readonly sum: number; readonly a: number; readonly b: number; readonly c: number }[];
  /** Vectors that every turn loads anew. */
  readonly loaded: readonly number[];
  readonly vectors: number;
}

/** As in a matrix product: the products of `rows` vectors that stay with `columns` that are loaded, each added to a sum. */
function product(rows: number, columns: number): Body {
  const count = rows * columns;
  const sums = Array.from({ length: count }, (_, sum) => ({
    sum,
    a: count + Math.floor(sum / columns),
    b: count + rows + (sum % columns),
    c: sum,
  }));
  const loaded = Array.from({ length: columns }, (_, column) => count + rows + column);
  return { sums, loaded, vectors: count + rows + columns };
}

/** `sum <- sum * a + b`, for `count` sums. */
function chain(count: number): Body {
  const sums = Array.from({ length: count }, (_, sum) => ({ sum, a: sum, b: count, c: count + 1 }));
  return { sums, loaded: [], vectors: count + 2 };
}

/** A module that exports `run(times: i32)`. */
function assemble(kind: MultiplyAdd, { sums, loaded, vectors }: Body): Uint8Array<ArrayBuffer> {
  // Locals: times, an address, the vectors.
  const address = 1;
  const local = (vector: number) => 2 + vector;
  // All that is loaded is zero, which the engine cannot know.
  const load = (vector: number) => [...get(address), ...simd(0), 4, ...unsigned(vector * 16), ...set(local(vector))];
  const multiplyAdd = ({ sum, a, b, c }: Body["sums"][number]) =>
    kind === "mul-add"
      ? [...get(local(a)), ...get(local(b)), ...simd(230), ...get(local(c)), ...simd(228), ...set(local(sum))]
      : [...get(local(a)), ...get(local(b)), ...get(local(c)), ...simd(261), ...set(local(sum))];
  const store = (vector: number) => [65, 0, ...get(local(vector)), ...simd(11), 4, ...unsigned(2048 + vector * 16)];
  const body = [
    ...[2, 1, i32, vectors, v128],
    ...Array.from({ length: vectors }, (_, vector) => load(vector)).flat(),
    ...[3, 64], // loop
    ...loaded.flatMap(load),
    ...sums.flatMap(multiplyAdd),
    // The address goes round in the first kilobyte, which stays in the cache: (address + 32) & 992.
    ...[...get(address), 65, 32, 106, 65, 224, 7, 113, ...set(address)],
    // Back to the loop while times - 1 is not 0.
    ...[...get(0), 65, 1, 107, 34, 0, 13, 0, 11],
    // Sums that go nowhere need not be computed.
    ...sums.flatMap(({ sum }) => store(sum)),
    11,
  ];
  const code = [...unsigned(body.length), ...body];
  return Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...section(1, [1, 96, 1, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [1, 3, 114, 117, 110, 0, 0]), // "run"
    ...section(10, [1, ...code]),
  );
}

const i32 = 127;
const v128 = 123;
const get = (local: number) => [32, local];
const set = (local: number) => [33, local];
/** v128.load is 0, v128.store 11, f32x4.add 228, f32x4.mul 230, f32x4.relaxed_madd 261. */
const simd = (opcode: number) => [253, ...unsigned(opcode)];
const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}
