export * from "../format/index.js";
export * from "../own/index.js";
export { listExercises, openExercise, slugs } from "./library.js";
