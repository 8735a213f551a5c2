import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { tensor } from "../../web/kernels/index.js";
import { KeepingInstance } from "../../web/kernels/keeping-instance.js";
import { loadTrainingKernels } from "../../web/kernels/training.js";
import { trainingBuilds } from "./builds.js";
import { drawing } from "./draw.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Everything that an instance ever allocated, by the size of its memory. */
async function watched<T>(
  action: () => T | Promise<T>,
): Promise<{ result: T; memories: ReadonlySet<WebAssembly.Memory> }> {
  const memories = new Set<WebAssembly.Memory>();
  const own = Object.getOwnPropertyDescriptor(KeepingInstance.prototype, "keep");
  KeepingInstance.prototype.keep = function (...given) {
    memories.add(this.memory);
    return own?.value.apply(this, given);
  };
  try {
    return { result: await action(), memories };
  } finally {
    if (own) Object.defineProperty(KeepingInstance.prototype, "keep", own);
  }
}

describe.each(trainingBuilds)("$build: tensors that are kept", ({ kernels }) => {
  const draw = drawing(1);

  test("hold what was given, through calls of any size", () => {
    const [a, b] = [draw.floats(3, 5), tensor([2], Int32Array.of(7, -7))];
    const [kept, others] = [kernels.keep(a), kernels.keep(b)];
    kernels.softmax({ x: draw.floats(300, 500) });
    expect(kept.read()).toEqual(a);
    expect(others.read()).toEqual(b);
    expect([kept.shape, kept.dtype, others.dtype]).toEqual([[3, 5], "float32", "int32"]);
  });

  test("give what copies give, as inputs and as outputs", () => {
    const [x, weight, targets] = [draw.floats(6, 5), draw.floats(4, 5), tensor([6], Int32Array.of(0, 1, 2, 3, 0, 1))];
    const y = kernels.keep(tensor([6, 4], new Float32Array(24)));
    const returned = kernels.linear({ x: kernels.keep(x), weight: kernels.keep(weight) }, {}, { y });
    expect(returned).toEqual({});
    const { y: copied } = kernels.linear({ x, weight });
    expect(y.read()).toEqual(copied);
    const { loss } = kernels.crossEntropy({ logits: y, targets: kernels.keep(targets) });
    expect(loss).toEqual(kernels.crossEntropy({ logits: copied, targets }).loss);
  });

  test("may be input and output of one call, in place or not", () => {
    const [a, b, weight] = [draw.floats(4, 4), draw.floats(4, 4), draw.floats(4, 4)];
    const kept = kernels.keep(a);
    kernels.add({ a: kept, b }, {}, { sum: kept });
    const { sum } = kernels.add({ a, b });
    expect(kept.read()).toEqual(sum);
    kernels.linear({ x: kept, weight }, {}, { y: kept });
    expect(kept.read()).toEqual(kernels.linear({ x: sum, weight }).y);
  });

  test("take a mask of booleans, and one element for all", () => {
    const [q, mask] = [draw.floats(1, 2, 4, 3), draw.bools(0.6, 4, 4)];
    const expected = kernels.scaledDotProductAttention({ q, k: q, v: q, mask });
    expect(kernels.scaledDotProductAttention({ q, k: q, v: q, mask: kernels.keep(mask) })).toEqual(expected);
    const one = kernels.keep(tensor([1, 1], [0.5]));
    expect(kernels.scaledDotProductAttention({ q, k: q, v: q, bias: one }).out.data[0]).toBeCloseTo(
      kernels.scaledDotProductAttention({ q, k: q, v: q }).out.data[0] ?? Number.NaN,
      5,
    );
  });

  test("the same call again sees what changed since, other options, and a release", () => {
    const [x, y] = [kernels.keep(draw.floats(3, 4)), kernels.keep(draw.floats(3, 4))];
    const again = (axis: number) => {
      kernels.softmax({ x }, { axis }, { y });
      return y.read();
    };
    const first = again(-1);
    expect(again(-1)).toEqual(first);
    expect(again(0)).toEqual(kernels.softmax({ x: x.read() }, { axis: 0 }).y);
    x.write(draw.floats(3, 4));
    expect(again(-1)).toEqual(kernels.softmax({ x: x.read() }).y);
    expect(() => again(7)).toThrow("softmax: axis is 7, must be an integer from -2 to 1");
    expect(() => again(7)).toThrow("softmax: axis is 7, must be an integer from -2 to 1");
    y.release();
    expect(() => again(-1)).toThrow("softmax: y has been released");
  });

  test("replace what they hold", () => {
    const kept = kernels.keep(tensor([2], [1, 2]));
    kept.write(tensor([2], [3, 4]));
    expect(kept.read().data).toEqual(Float32Array.of(3, 4));
    expect(() => kept.write(tensor([3], [1, 2, 3]))).toThrow(
      "KeptTensor.write: the tensor has shape [3], the kept one has [2]",
    );
    expect(() => kept.write(tensor([2], Int32Array.of(1, 2)) as never)).toThrow(
      "KeptTensor.write: data is [object Int32Array], must be Float32Array",
    );
  });

  test("are refused after their release, by other kernels, and where the kind is wrong", async () => {
    const kept = kernels.keep(tensor([2], [1, 2]));
    const ids = kernels.keep(tensor([2], Int32Array.of(1, 2)));
    expect(() => kernels.softmax({ x: ids as never })).toThrow(
      "softmax: x is kept as Int32Array, must be Float32Array",
    );
    const others = await loadTrainingKernels();
    expect(() => others.softmax({ x: kept })).toThrow("softmax: x is kept by other kernels: give them its read()");
    expect(() => kernels.softmax({ x: kept }, {}, { y: kernels.keep(tensor([3], [0, 0, 0])) })).toThrow(
      "softmax: y has shape [3], the output's is [2]",
    );
    expect(() =>
      kernels.linearBackward(
        { x: draw.floats(2, 2), w: draw.floats(2, 2), dy: draw.floats(2, 2) },
        {},
        {
          dx: kept,
          dw: kept,
        },
      ),
    ).toThrow("linearBackward: dx and dw are to be written into one tensor");
    kept.release();
    kept.release();
    expect(() => kernels.softmax({ x: kept })).toThrow("softmax: x has been released");
    expect(() => kept.read()).toThrow("KeptTensor.read: the tensor has been released");
    expect(ids.read().data).toEqual(Int32Array.of(1, 2));
  });

  test("an index beyond its table, which only the kernel sees", () => {
    const targets = kernels.keep(tensor([1], Int32Array.of(9)));
    expect(() => kernels.crossEntropy({ logits: draw.floats(1, 3), targets })).toThrow(
      "crossEntropy: failed: a kept tensor holds an index beyond its table",
    );
    expect(targets.read().data).toEqual(Int32Array.of(9));
  });

  test("too little memory leaves those that there are", () => {
    const kept = kernels.keep(tensor([2], [1, 2]));
    const x = kernels.keep(tensor([1, 60_000], new Float32Array(60_000)));
    expect(() => kernels.linearBackward({ x, w: draw.floats(1, 60_000), dy: tensor([1, 1], [1]) })).not.toThrow();
    const long = tensor([60_000, 1], new Float32Array(60_000));
    expect(() => kernels.linear({ x: long, weight: long })).toThrow("not enough memory");
    expect(kept.read().data).toEqual(Float32Array.of(1, 2));
  });
});

test("10,000 steps that keep and release do not grow the memory", async () => {
  const kernels = await loadTrainingKernels();
  const draw = drawing(2);
  const { memories } = await watched(() => {
    const weight = kernels.keep(draw.floats(32, 32));
    for (let step = 0; step < 10_000; step++) {
      const x = kernels.keep(draw.floats(1 + (step % 7), 32));
      const y = kernels.keep(tensor(x.shape, new Float32Array(32 * (1 + (step % 7)))));
      kernels.linear({ x, weight }, {}, { y });
      (step % 2 ? x : y).release();
      (step % 2 ? y : x).release();
    }
  });
  expect(memories.size).toBe(1);
  for (const memory of memories) expect(memory.buffer.byteLength).toBeLessThan(2 ** 20);
});

test("what nothing refers to any more is released by the garbage collector", async () => {
  const kernels = await loadTrainingKernels();
  const { memories } = await watched(async () => {
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 10; i++) kernels.keep(tensor([65_536], new Float32Array(65_536)));
      // A turn of the event loop, in which finalisers run.
      await new Promise((resolve) => setTimeout(resolve));
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
  // 400 tensors of 256 KiB are 100 MiB.
  for (const memory of memories) expect(memory.buffer.byteLength).toBeLessThan(2 ** 24);
});
