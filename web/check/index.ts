export { createBench, someSeeds } from "./bench.js";
export { type Checked, check, rules } from "./check.js";
export { farthest } from "./distance.js";
