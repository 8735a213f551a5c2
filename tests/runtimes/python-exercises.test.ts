/** Every exercise in NumPy. */
import { testExercises } from "./test-exercises.js";

await testExercises("python");
