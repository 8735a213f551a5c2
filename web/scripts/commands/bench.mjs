// @ts-check
// `npm run bench`: measures our kernels and their peers, in Node and in Chromium. See `npm run bench -- --help`.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { passThrough, SetupError, say } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { ensureChromium } from "../chromium.mjs";
import { withReadmeTable } from "../docs/bench-tables.mjs";
import { buildKernels } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";

const usage = `Usage: npm run bench -- [options]

  --only <word>  cases with this in their name, such as sdpa or matmul; may be given several times
  --node         in Node only, with both builds where Node has relaxed SIMD
  --chromium     in Chromium only
  --quick        few and short rounds: to see whether it works, not for quoting
  --last         measure nothing; show the last whole run
  --publish      put the figures of a whole run into the documentation and the README; with --last, those of the last

A whole run takes about a quarter of an hour and is written to build/bench.json, any other to build/bench-part.json.`;

await runScript(async () => {
  const options = readOptions();
  if (options.help) return say(usage);
  const isPart = options.only || options.quick || options.node || options.chromium;
  if (options.publish && isPart) throw new SetupError("--publish takes a whole run, with no other option but --last.");
  if (options.last && !existsSync(inRoot("build/bench.json"))) {
    throw new SetupError("There is no build/bench.json yet. A whole run writes it: npm run bench");
  }
  await oneAtATime(async () => {
    await ensurePackages();
    await buildKernels(await ensureToolchain());
    for (const mode of ["node", "page"]) await bundle(mode);
  });
  const needsChromium = !options.last && (options.chromium || !options.node);
  const env = needsChromium ? { ...process.env, CHROMIUM_PATH: await ensureChromium() } : process.env;
  const program = inRoot("build/bench/node/main.js");
  process.exitCode = await passThrough(process.execPath, [program, ...process.argv.slice(2)], { cwd: root, env });
  if (options.publish && process.exitCode === 0) {
    writeFileSync(inRoot("README.md"), withReadmeTable(readFileSync(inRoot("README.md"), "utf8")));
  }
});

/** @param {string} mode */
async function bundle(mode) {
  const vite = inRoot("node_modules/vite/bin/vite.js");
  const args = ["build", "--config", "tests/bench/vite.config.ts", "--mode", mode];
  const status = await passThrough(process.execPath, [vite, ...args], { cwd: root });
  if (status !== 0) throw new SetupError("Building the benchmark failed; the reason is above.");
}

function readOptions() {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const only = /** @type {const} */ ({ type: "string", multiple: true });
  try {
    const options = { quick: flag, only, node: flag, chromium: flag, last: flag, publish: flag, help: flag };
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
