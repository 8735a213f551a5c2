import type { EnvironmentResults } from "./results.js";

/** What the process that measures in Node tells the one that started it. */
export type Message =
  | { readonly type: "progress"; readonly line: string }
  | { readonly type: "results"; readonly results: EnvironmentResults };
