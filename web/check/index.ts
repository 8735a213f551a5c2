export { createBench, someSeeds } from "./bench.js";
export { type Checked, check, rules } from "./check.js";
export { distance } from "./distance.js";
export { type Subject, subjectOf } from "./subject.js";
