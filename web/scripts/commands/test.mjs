// @ts-check
// `npm test`: sets up, builds, and runs every test. `npm test native page` runs those stages only.
import { availableParallelism } from "node:os";
import { passThrough } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildAll } from "../bundles.mjs";
import { ensureChromium } from "../chromium.mjs";
import { fuzz } from "../fuzzer.mjs";
import { buildKernels, buildPreset } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePythonAssets } from "../python-assets.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";
import { runStages } from "../stages.mjs";

await runScript(async () => {
  const toolchain = await oneAtATime(async () => {
    await ensurePackages();
    const found = await ensureToolchain();
    await buildKernels(found);
    return found;
  });

  const ctest = async (/** @type {string} */ preset) => {
    await oneAtATime(() => buildPreset(toolchain, preset));
    const folder = inRoot("build", preset);
    const options = ["--output-on-failure", "--no-tests=error", "--parallel", String(availableParallelism())];
    return passThrough(toolchain.ctest, ["--test-dir", folder, ...options]);
  };
  const vitest = (/** @type {string} */ project, /** @type {NodeJS.ProcessEnv} */ env = process.env) =>
    passThrough(process.execPath, [inRoot("node_modules/vitest/vitest.mjs"), "run", "--project", project], {
      cwd: root,
      env,
    });

  await runStages(
    [
      { name: "native", title: "Kernels, native", run: () => ctest("native") },
      { name: "sanitize", title: "Kernels under the sanitizers", run: () => ctest("native-sanitize") },
      { name: "fuzz", title: "Kernels with drawn arguments", run: () => fuzz(toolchain, 60) },
      {
        name: "node",
        title: "TypeScript in Node",
        run: async () => {
          await oneAtATime(buildAll);
          await ensurePythonAssets();
          return vitest("node");
        },
      },
      {
        name: "page",
        title: "The page in Chromium",
        run: async () => {
          await oneAtATime(buildAll);
          return vitest("page", { ...process.env, CHROMIUM_PATH: await ensureChromium() });
        },
      },
    ],
    process.argv.slice(2),
  );
});
