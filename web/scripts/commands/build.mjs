// @ts-check
// `npm run build`: the kernels, the npm package with its type declarations, and the page.
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildAll } from "../bundles.mjs";
import { buildKernels } from "../kernels.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";

await runScript(() =>
  oneAtATime(async () => {
    await ensurePackages();
    await buildKernels(await ensureToolchain());
    await buildAll();
  }),
);
