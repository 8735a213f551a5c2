// @ts-check
// Writes the cases of every exercise to a file, for `answer.py`: node tests/golden/exercises/draw.mjs cases.json
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const [, , target = "cases.json"] = process.argv;
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const server = await createServer({
  configFile: here("../../../vitest.config.ts"),
  server: { middlewareMode: true, ws: false },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true, include: [] },
});
const { drawn } = await server.ssrLoadModule(here("draw.ts"));
writeFileSync(target, JSON.stringify(await drawn()));
await server.close();
