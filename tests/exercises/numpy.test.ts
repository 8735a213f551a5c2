/** Programs in NumPy. To add one, add it to a file in `numpy/`. */
import { testPrograms } from "./test-programs.js";

await testPrograms("python", "numpy", 1);
