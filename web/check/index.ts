export { createBench, someSeeds } from "./bench.js";
export { type Checked, check, rules } from "./check.js";
export { distance, farthest } from "./distance.js";
