import { defineConfig } from "vitest/config";
import { markdown } from "./web/scripts/plugins/markdown-plugin.mjs";

/** Two projects: `node`, and `page`, which drives a Chromium and so runs one file at a time. */
export default defineConfig({
  plugins: [markdown()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: "node", include: ["tests/**/*.test.ts"], exclude: ["tests/page/**"], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: "page",
          include: ["tests/page/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
