/** Programs in PyTorch. To add one, add it to a file in `torch/`. */
import { testPrograms } from "./test-programs.js";

await testPrograms("pytorch", "torch", 2);
