import { setFlagsFromString } from "node:v8";
import type { FloatTensor, OperationName, Tensor } from "../../web/kernels/index.js";
import { loadKernels } from "../../web/kernels/index.js";
import { loadTrainingKernels } from "../../web/kernels/training.js";

// Node 20 has relaxed SIMD behind this flag, later versions have it on and no flag. Set before anything is compiled.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

/** Both builds, for `describe.each`. */
export const builds = [
  { build: "simd128", kernels: await loadKernels({ relaxed: false }) },
  { build: "relaxed", kernels: await loadKernels({ relaxed: true }) },
] as const;

/** Both builds of the module that trains, which has all operations. */
export const trainingBuilds = [
  { build: "simd128", kernels: await loadTrainingKernels({ relaxed: false }) },
  { build: "relaxed", kernels: await loadTrainingKernels({ relaxed: true }) },
] as const;

/** An operation by name, for tests that go over all of them; the types of `Kernels` are for those who know which they call. */
export type AnyOperation = (
  inputs: Record<string, Tensor | undefined>,
  options: Record<string, unknown>,
  into?: Record<string, FloatTensor>,
) => Record<string, FloatTensor>;
export const anyOperation = (kernels: object, name: OperationName): AnyOperation => Reflect.get(kernels, name);
