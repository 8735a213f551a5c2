export { ArgumentError, DTypeError, KernelError, KernelsError, ShapeError } from "./errors.js";
export type { Inputs, Operation, OperationName, Options, Outputs } from "./function-types.js";
export { type Kernels, type LoadOptions, loadKernels, type WasmSource } from "./load.js";
export { type BoolTensor, type DType, type FloatTensor, type IntTensor, type Tensor, tensor } from "./tensor.js";
