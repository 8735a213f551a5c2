// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passThrough, SetupError, say } from "../../cpp/toolchain/command.mjs";
import { inRoot, root } from "./paths.mjs";
import { copyPythonAssets } from "./python-assets.mjs";

/** What Vite builds: its configuration and mode, and a file by which to know that it was built. */
const bundles = {
  page: { what: "the page", config: "vite.site.config.ts", mode: "production", output: "dist/site/index.html" },
  package: { what: "the package", config: "vite.lib.config.ts", mode: "production", output: "dist/index.js" },
  standalone: {
    what: "the elements by themselves",
    config: "vite.lib.config.ts",
    mode: "standalone",
    output: "dist/standalone/elements.js",
  },
};

/**
 * Builds the page, with the Python runtime beside it, or what the npm package holds, unless nothing that goes into it has
 * changed.
 *
 * @param {keyof typeof bundles} name
 */
export async function buildBundle(name) {
  const { what, config, mode, output } = bundles[name];
  const record = inRoot("build", `${name}.sha256`);
  const inputs = fingerprint();
  if (existsSync(inRoot(output)) && existsSync(record) && readFileSync(record, "utf8") === inputs) return;
  say(`Building ${what}`);
  rmSync(record, { force: true });
  const options = ["--config", config, "--mode", mode, "--logLevel", "warn"];
  await runTool("node_modules/vite/bin/vite.js", ["build", ...options], what);
  if (name === "page") await copyPythonAssets(inRoot("dist/site/python"));
  mkdirSync(inRoot("build"), { recursive: true });
  writeFileSync(record, inputs);
}

/** Builds everything that `dist` holds. */
export async function buildAll() {
  await buildBundle("standalone");
  // It imports texts and programs from the former.
  await buildBundle("package");
  await buildDeclarations();
  await buildBundle("page");
}

/** Writes what describes the package: type declarations (TypeScript itself knows what has changed) and the elements' manifest. */
async function buildDeclarations() {
  await runTool(
    "node_modules/typescript/bin/tsc",
    ["--build", "web/courses", "web/cli", "web/vite"],
    "the type declarations",
  );
  // TypeScript is among the packages that the caller may have just installed.
  const { copyDeclarations } = await import("./declarations.mjs");
  copyDeclarations();
  const { writeElementsManifest } = await import("./elements-manifest.mjs");
  writeElementsManifest(inRoot("dist/custom-elements.json"));
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @param {string} product
 */
async function runTool(script, args, product) {
  const status = await passThrough(process.execPath, [inRoot(script), ...args], { cwd: root });
  if (status !== 0) throw new SetupError(`Building ${product} failed; the reason is above.`);
}

/** @returns {string} a digest of everything that Vite may read, by content: checking out a branch changes dates only */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.env.SITE_ADDRESS ?? ""}\0`);
  const topLevel = readdirSync(root).filter((name) => /^(vite|tsconfig|package).*\.(ts|json|mjs)$/.test(name));
  for (const path of [...topLevel, ...filesBelow("web")].sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRoot(path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
