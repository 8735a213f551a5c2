// @ts-check
// `npm test`: sets up, builds, and runs every test. `npm test native page` runs those stages only.
import { availableParallelism } from "node:os";
import { passThrough } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain, expectCompiler } from "../../../cpp/toolchain/toolchain.mjs";
import { buildAll } from "../bundles.mjs";
import { failedInPlaywright, failedInVitest, withReport } from "../failed-tests.mjs";
import { fuzz } from "../fuzzer.mjs";
import { buildKernels, buildPreset } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePythonAssets } from "../python-assets.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";
import { ended, runStages } from "../stages.mjs";

await runScript(async () => {
  const toolchain = await oneAtATime(async () => {
    await ensurePackages();
    expectCompiler();
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
  const node = (/** @type {string} */ script, /** @type {string[]} */ args, env = process.env) =>
    passThrough(process.execPath, [inRoot("node_modules", script), ...args], { cwd: root, env });
  const vitest = () =>
    withReport("node", failedInVitest, (report) =>
      node("vitest/vitest.mjs", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]),
    );
  const playwright = (/** @type {string} */ project) =>
    withReport(`page-${project}`, failedInPlaywright, (report) =>
      node("@playwright/test/cli.js", ["test", "--project", project, "--reporter", "list,json"], {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      }),
    );

  await runStages(
    [
      { name: "native", title: "Kernels, native", run: () => ended(ctest("native")) },
      { name: "sanitize", title: "Kernels under the sanitizers", run: () => ended(ctest("native-sanitize")) },
      { name: "fuzz", title: "Kernels with drawn arguments", run: () => ended(fuzz(toolchain, 60)) },
      {
        name: "node",
        title: "TypeScript in Node",
        run: async () => {
          await oneAtATime(buildAll);
          await ensurePythonAssets();
          return vitest();
        },
      },
      {
        name: "page",
        title: "The page in Chromium",
        run: async () => {
          await oneAtATime(buildAll);
          // Two runs, so that the second has the machine to itself, whether the first has failed or not.
          const together = await playwright("together");
          const alone = await playwright("alone");
          return { passed: together.passed && alone.passed, failures: [...together.failures, ...alone.failures] };
        },
      },
    ],
    process.argv.slice(2),
  );
});
