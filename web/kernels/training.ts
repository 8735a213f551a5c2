export { KeptTensor } from "./kept-tensor.js";
export {
  type KeepingOperation,
  type KeptInputs,
  type KeptInto,
  loadTrainingKernels,
  type TrainingKernels,
} from "./load-training.js";
