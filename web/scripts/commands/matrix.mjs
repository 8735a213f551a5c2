// @ts-check
// `npm run matrix`: judges every wrong program that there is, and writes `web/site/docs/matrix.json`. A line `@matrix` in a page of
// the documentation becomes its tables. `npm run matrix -- softmax causal-mask`: those of these exercises alone.
import { passThrough } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildKernels } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";

await runScript(async () => {
  await oneAtATime(async () => {
    await ensurePackages();
    await buildKernels(await ensureToolchain());
  });
  const vitest = inRoot("node_modules/vitest/vitest.mjs");
  process.exitCode = await passThrough(process.execPath, [vitest, "run", "--config", "vitest.matrix.config.ts"], {
    cwd: root,
    env: { ...process.env, MATRIX: process.argv.slice(2).join(" ") },
  });
});
