import { defineConfig } from "vitest/config";
import { content } from "./web/scripts/plugins/content-plugin.mjs";

/** Two projects: `node`, and `page`, which drives a Chromium and so runs one file at a time. */
export default defineConfig({
  plugins: [content()],
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
