// @ts-check
// `npm run test:sites`: makes a site with each generator that the documentation has a recipe for, and uses it in Chromium, in
// development and built. It installs them from the npm registry. `npm run test:sites -- Astro Nuxt` tries those only.
import { passThrough } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildAll } from "../bundles.mjs";
import { buildKernels } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";

await runScript(async () => {
  await oneAtATime(async () => {
    await ensurePackages();
    await buildKernels(await ensureToolchain());
    await buildAll();
  });
  const playwright = inRoot("node_modules/@playwright/test/cli.js");
  const wanted = process.argv.slice(2);
  const names = wanted.length > 0 ? ["--grep", wanted.join("|")] : [];
  const args = ["test", "--config", inRoot("tests/sites/playwright.config.ts"), ...names];
  process.exitCode = await passThrough(process.execPath, [playwright, ...args], { cwd: root });
});
