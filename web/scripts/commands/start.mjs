// @ts-check
// `npm start`: sets up, builds the page where sources have changed, and serves it. `npm start -- --port 8000`.
import { parseArgs } from "node:util";
import { SetupError, say } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildBundle } from "../bundles.mjs";
import { buildKernels } from "../kernels.mjs";
import { inRoot } from "../paths.mjs";
import { serve } from "../serve.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";

await runScript(async () => {
  const wantedPort = readPort();
  await oneAtATime(async () => {
    await ensurePackages();
    await buildKernels(await ensureToolchain());
    await buildBundle("page");
  });
  const { port } = await serve(inRoot("dist/site"), wantedPort);
  say(`\nAttention Dojo is at http://localhost:${port}/  (Ctrl+C ends it)`);
});

/** @returns {number | undefined} the port that was asked for */
function readPort() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string" } } });
    if (values.port === undefined) return undefined;
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  } catch {
    // An unknown option; the sentence below says which there are.
  }
  throw new SetupError("Usage: npm start -- [--port <1 to 65535>]");
}
