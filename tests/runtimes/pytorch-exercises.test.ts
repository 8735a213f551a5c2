/** Every exercise in PyTorch. */
import { testExercises } from "./test-exercises.js";

await testExercises("pytorch");
