import { readFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { SECTION } from "../../web/kernels/described.js";
import { KernelError, loadKernels, tensor } from "../../web/kernels/index.js";
import { operations } from "../../web/kernels/operations/index.js";
import { expectBudget } from "../budget.js";

/** Every instance that is made, so that its memory can be looked at. */
const instances: WebAssembly.Instance[] = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args: ConstructorParameters<typeof Instance>) {
    super(...args);
    instances.push(this);
  }
};
beforeEach(() => void instances.splice(0));
afterAll(() => {
  WebAssembly.Instance = Instance;
});

const MIB = 2 ** 20;
function bytesHeld(): number {
  const memory = instances.at(-1)?.exports.memory;
  return memory instanceof WebAssembly.Memory ? memory.buffer.byteLength : Number.NaN;
}

const wasm = new URL("../../web/kernels/kernels.wasm", import.meta.url);
const ramp = (...shape: number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
  );

test("attention over 16,384 keys holds no matrix of scores", async () => {
  const kernels = await loadKernels({ wasm });
  const x = ramp(1, 1, 16_384, 64);
  kernels.scaledDotProductAttention({ q: x, k: x, v: x }, { causal: true });
  expect(instances.length).toBe(1);
  expectBudget("Memory of attention over 16,384 keys", bytesHeld(), 25_362_432);
}, 60_000);

test("attention over 65,536 tokens takes at most 128 MiB", async () => {
  const kernels = await loadKernels({ wasm });
  const x = ramp(1, 1, 65_536, 64);
  // The window spares the test its time, and no memory.
  const { out } = kernels.scaledDotProductAttention({ q: x, k: x, v: x }, { window: [64, 64] });
  expect(out.data.length).toBe(65_536 * 64);
  expect(bytesHeld()).toBeLessThanOrEqual(128 * MIB);
}, 60_000);

test("memory is used again by the next call", async () => {
  const kernels = await loadKernels({ wasm });
  const x = ramp(64, 1024);
  kernels.gelu({ x });
  const held = bytesHeld();
  for (let call = 0; call < 20; call++) kernels.gelu({ x });
  expect(bytesHeld()).toBe(held);
  expect(instances.length).toBe(1);
});

test("memory beyond 256 MiB is given back", async () => {
  const kernels = await loadKernels({ wasm });
  kernels.linear({ x: ramp(9_000, 1), weight: ramp(9_000, 1) });
  expect(bytesHeld()).toBeGreaterThan(256 * MIB);
  const { y } = kernels.softmax({ x: tensor([1], [3]) });
  expect(y.data[0]).toBe(1);
  expect(instances.length).toBe(2);
  expect(bytesHeld()).toBeLessThan(MIB);
});

test("outputs are the caller's: later calls do not change them, and they hold no more than themselves", async () => {
  const kernels = await loadKernels({ wasm });
  const first = kernels.softmax({ x: tensor([2], [0, 0]) }).y;
  kernels.softmax({ x: tensor([2], [0, 9]) });
  expect(Array.from(first.data)).toEqual([0.5, 0.5]);
  expect(first.data.buffer.byteLength).toBe(8);
});

test("inputs are not changed, and may be one tensor", async () => {
  const kernels = await loadKernels({ wasm });
  const x = ramp(1, 2, 5, 4);
  const copy = x.data.slice();
  kernels.scaledDotProductAttention({ q: x, k: x, v: x });
  expect(x.data).toEqual(copy);
});

test("kernels that are loaded twice share nothing", async () => {
  const [one, two] = [await loadKernels({ wasm }), await loadKernels({ wasm })];
  expect(instances.length).toBe(2);
  expect(one.softmax({ x: ramp(3) })).toEqual(two.softmax({ x: ramp(3) }));
});

describe("a kernel that traps", () => {
  /**
   * A module whose softmax works once in each instance and then traps. In the text format:
   *   (memory 1) (global (mut i32) 0)
   *   (func _initialize) (func arena_reset) (func arena_alloc (param i32) (result i32) i32.const 64)
   *   (func softmax (param i32 i32 i32 i32 i32) (result i32) global.get 0  if unreachable end  global.set 0 (i32.const 1)  i32.const 0)
   */
  const section = (id: number, ...content: number[]) => [id, content.length, ...content];
  const exported = (name: string, kind: number, index: number) => [name.length, ...Buffer.from(name), kind, index];
  const i32 = 127;
  const code = Uint8Array.from([
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...section(1, 3, 96, 0, 0, 96, 1, i32, 1, i32, 96, 5, i32, i32, i32, i32, i32, 1, i32),
    ...section(3, 4, 0, 0, 1, 2),
    ...section(5, 1, 0, 1),
    ...section(6, 1, i32, 1, 65, 0, 11),
    ...section(
      7,
      5,
      ...exported("memory", 2, 0),
      ...exported("_initialize", 0, 0),
      ...exported("arena_reset", 0, 1),
      ...exported("arena_alloc", 0, 2),
      ...exported("softmax", 0, 3),
    ),
    ...section(10, 4, 2, 0, 11, 2, 0, 11, 5, 0, 65, 192, 0, 11, 14, 0, 35, 0, 4, 64, 0, 11, 65, 1, 36, 0, 65, 0, 11),
  ]);
  const { softmax, gelu } = operations;
  const table = [SECTION.length, ...Buffer.from(SECTION + JSON.stringify({ softmax, gelu }))];
  const wasm = Uint8Array.from([...code, 0, (table.length & 127) | 128, table.length >> 7, ...table]);

  test("throws a KernelError, and the next call gets a fresh instance", async () => {
    const kernels = await loadKernels({ wasm });
    const call = () => kernels.softmax({ x: tensor([1], [0]) });
    for (const round of [1, 2, 3]) {
      expect(call().y.shape).toEqual([1]);
      expect(call).toThrow(KernelError);
      expect(instances.length).toBe(round);
    }
    call();
    expect(call).toThrow(/^softmax: failed: RuntimeError: unreachable/);
  });

  test("says that the module is of another version when an operation is not in it", async () => {
    const kernels = await loadKernels({ wasm });
    expect(() => kernels.gelu({ x: tensor([1], [0]) })).toThrow(
      /^gelu: failed: TypeError: the module has no gelu of 4 arguments: another version\?$/,
    );
  });
});

test("a module that is not ours is refused", async () => {
  const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  await expect(loadKernels({ wasm: empty })).rejects.toThrow(
    /^loadKernels: failed: TypeError: the module describes no operations: another version\?$/,
  );
  expect(readFileSync(wasm).length).toBeGreaterThan(0);
});
