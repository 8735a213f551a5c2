import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPackage, type Project } from "./installed.js";

const execute = promisify(execFile);

let project: Project;
beforeAll(() => {
  project = installPackage();
}, 60_000);
afterAll(() => project.remove());

describe("the packed package", () => {
  test("holds the kernels, the sandbox, the licence and no page", () => {
    for (const file of [
      "dist/kernels.wasm",
      "dist/kernels-relaxed.wasm",
      "dist/sandbox.html",
      "LICENSE",
      "README.md",
    ]) {
      expect(project.files).toContain(file);
    }
    expect(project.files.filter((file) => !/^(dist\/|LICENSE$|README\.md$|package\.json$)/.test(file))).toEqual([]);
    expect(project.files.filter((file) => file.startsWith("dist/site/"))).toEqual([]);
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
    // The two .wasm entries are files to be copied: they have no types.
    const options = [
      "--profile",
      "esm-only",
      "--no-emoji",
      "--exclude-entrypoints",
      "kernels.wasm",
      "kernels-relaxed.wasm",
    ];
    const { stdout } = await execute(process.execPath, [attw, project.tarball, ...options]).catch(({ stdout }) => {
      throw new Error(stdout);
    });
    expect(stdout).toContain("attention-dojo/judge");
  }, 60_000);

  test("every entry can be imported in Node, also where there is no DOM", async () => {
    const entries = ["attention-dojo", "attention-dojo/exercises", "attention-dojo/judge", "attention-dojo/elements"];
    const code = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join("");
    await execute(process.execPath, ["--input-type=module", "--eval", code], { cwd: project.folder });
    for (const entry of ["kernels.wasm", "kernels-relaxed.wasm"]) {
      expect(existsSync(join(project.folder, "node_modules/attention-dojo/dist", entry))).toBe(true);
    }
  }, 60_000);
});
