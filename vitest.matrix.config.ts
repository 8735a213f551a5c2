import { defineConfig } from "vitest/config";
import { content } from "./web/scripts/plugins/content-plugin.mjs";
import { torch } from "./web/scripts/plugins/torch-plugin.mjs";

/** `npm run matrix`. */
export default defineConfig({
  plugins: [content(), torch()],
  test: { name: "matrix", include: ["tests/matrix/*.run.ts"] },
});
