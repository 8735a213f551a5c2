import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importedBy } from "./imported.js";
import { installPackage, type Project } from "./installed.js";

const execute = promisify(execFile);

let project: Project;
beforeAll(() => {
  project = installPackage();
}, 60_000);
afterAll(() => project.remove());

/** What a module, and those that it loads with itself, import from other packages. */
function importsOf(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return importedBy(readFileSync(file, "utf8")).atOnce.flatMap((name) =>
    name.startsWith(".") ? importsOf(resolve(file, "..", name), seen) : [name],
  );
}

describe("the packed package", () => {
  test("holds the kernels, the sandbox, the licence and no page", () => {
    for (const file of [
      "dist/standalone/kernels.wasm",
      "dist/standalone/kernels-relaxed.wasm",
      "dist/kernels-threads.wasm",
      "dist/kernels-threads-relaxed.wasm",
      "dist/kernel-thread.js",
      "dist/standalone/kernels-training.wasm",
      "dist/standalone/kernels-training-relaxed.wasm",
      "dist/kernels-cache.wasm",
      "dist/kernels-cache-relaxed.wasm",
      "dist/lab-worker.js",
      "dist/sandbox.html",
      "dist/custom-elements.json",
      "dist/standalone/elements.js",
      "dist/standalone/THIRD-PARTY-LICENSES.md",
      "LICENSE",
      "README.md",
    ]) {
      expect(project.files).toContain(file);
    }
    expect(project.files.filter((file) => !/^(dist\/|LICENSE$|README\.md$|package\.json$)/.test(file))).toEqual([]);
    expect(project.files.filter((file) => file.startsWith("dist/site/"))).toEqual([]);
  });

  test("is smaller than three megabytes, and has no source maps", () => {
    console.info(`The packed package: ${project.size} bytes.`);
    expect(project.size).toBeLessThan(3_000_000);
    expect(project.files.filter((file) => file.endsWith(".map"))).toEqual([]);
  });

  test("says under which licences that stands which it bundles", () => {
    const licences = readFileSync(
      join(project.folder, "node_modules/attention-dojo/dist/standalone/THIRD-PARTY-LICENSES.md"),
      "utf8",
    );
    for (const name of ["lit", "@codemirror/view", "@codemirror/legacy-modes", "@lezer/common", "style-mod"])
      expect(licences).toMatch(new RegExp(`^## ${name} - .*\\((MIT|BSD-3-Clause)\\)$`, "m"));
  });

  test.each(["index", "training", "exercises", "questions", "judge", "judge.node", "cli"])(
    "%s.js loads nothing of the elements",
    (entry) => {
      const dist = join(project.folder, "node_modules/attention-dojo/dist");
      const seen = new Set<string>();
      const names = importsOf(join(dist, `${entry}.js`), seen).filter((name) => !name.startsWith("node:"));
      expect(names).toEqual([]);
      expect(seen.size).toBeGreaterThan(1);
    },
  );

  test("runs nothing when it is installed", () => {
    const { scripts } = JSON.parse(
      readFileSync(join(project.folder, "node_modules/attention-dojo/package.json"), "utf8"),
    );
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });

  test("publint has nothing to say", async () => {
    const { stdout } = await execute(process.execPath, [
      resolve("node_modules/publint/src/cli.js"),
      project.tarball,
      "--strict",
    ]);
    expect(stdout).toContain("All good!");
  }, 60_000);

  test("are-the-types-wrong has nothing to say", async () => {
    const attw = resolve("node_modules/@arethetypeswrong/cli/dist/index.js");
    // The .wasm entries and the manifest are files to be read: they have no types.
    const options = [
      "--profile",
      "esm-only",
      "--no-emoji",
      "--exclude-entrypoints",
      "kernels.wasm",
      "kernels-relaxed.wasm",
      "kernels-threads.wasm",
      "kernels-threads-relaxed.wasm",
      "kernels-training.wasm",
      "kernels-training-relaxed.wasm",
      "kernels-cache.wasm",
      "kernels-cache-relaxed.wasm",
      "custom-elements.json",
    ];
    const { stdout } = await execute(process.execPath, [attw, project.tarball, ...options]).catch(({ stdout }) => {
      throw new Error(stdout);
    });
    expect(stdout).toContain("attention-dojo/judge");
  }, 60_000);

  test("every entry can be imported in Node, also where there is no DOM", async () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    const entries = Object.keys(manifest.exports)
      .filter((entry) => !/\.(wasm|json)$/.test(entry))
      .map((entry) => entry.replace(/^\./, "attention-dojo"));
    expect(entries).toContain("attention-dojo/elements");
    const code = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join("");
    await execute(process.execPath, ["--input-type=module", "--eval", code], { cwd: project.folder });
    const rendered = `
      const { AttentionExercise } = await import("attention-dojo/elements");
      if ("window" in globalThis || "document" in globalThis) throw new Error("a DOM came into being");
      console.log('<attention-exercise slug="softmax"></attention-exercise>', typeof AttentionExercise);`;
    const { stdout } = await execute(process.execPath, ["--input-type=module", "--eval", rendered], {
      cwd: project.folder,
    });
    expect(stdout).toBe('<attention-exercise slug="softmax"></attention-exercise> function\n');
    for (const entry of ["kernels.wasm", "kernels-relaxed.wasm"]) {
      expect(existsSync(join(project.folder, "node_modules/attention-dojo/dist/standalone", entry))).toBe(true);
    }
  }, 60_000);
});
