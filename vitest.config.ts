import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { content } from "./web/scripts/plugins/content-plugin.mjs";
import { torch } from "./web/scripts/plugins/torch-plugin.mjs";

/** What runs in Node. The page's tests have `playwright.config.ts`. */
export default defineConfig({
  plugins: [content(), torch()],
  test: {
    name: "node",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/page/**"],
    // For what hangs: on a busy machine what takes 10 seconds has taken more than 20, and removing a folder more than 10.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest leaves one core free. Here a test mostly waits for a process that judges, which waits too: one more uses all cores.
    maxWorkers: availableParallelism() + 1,
    // It imports JSON as bundlers do, and Node does not.
    server: { deps: { inline: ["@actions/workflow-parser"] } },
  },
});
