import module from "./example/exercise.js?raw";
import data from "./example/exercise.json?raw";

/** A worked exercise to begin with, as a module or as JSON. */
export const example: Readonly<Record<"js" | "json", string>> = { js: module, json: data };
