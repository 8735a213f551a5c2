export { ArgumentError, DTypeError, KernelError, KernelsError, ShapeError } from "./errors.js";
export type { Inputs, Into, Operation, OperationName, Options, Outputs } from "./function-types.js";
export {
  type CacheDType,
  type CacheInputs,
  type CacheOptions,
  type CacheSizes,
  createKeyValueCache,
  type KeyValueCache,
} from "./key-value-cache.js";
export { type Kernels, type KernelsOptions, loadKernels, type ThreadedKernels } from "./load.js";
export type { LoadOptions, WasmSource } from "./module.js";
export { type BoolTensor, type DType, type FloatTensor, type IntTensor, type Tensor, tensor } from "./tensor.js";
export type { Threads, ThreadsOptions } from "./threads/load-threads.js";
