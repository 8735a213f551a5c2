import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPackage, type Project } from "./installed.js";

const execute = promisify(execFile);
const readme = readFileSync("README.md", "utf8");

/** The code blocks of one language below a heading, in order. */
function snippets(heading: string, language: string): string[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading));
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms");
  return [...(section ?? "").matchAll(fence)].map(([, code]) => code as string);
}

let project: Project;
beforeAll(() => {
  project = installPackage();
}, 60_000);
afterAll(() => project.remove());

/** Types and runs a snippet in the project, as a reader would; returns what it prints. */
async function follow(name: string, code: string): Promise<string> {
  writeFileSync(join(project.folder, name), code);
  const options = { cwd: project.folder };
  const typescript = resolve("node_modules/typescript/bin/tsc");
  const flags = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
  await execute(process.execPath, [typescript, ...flags, name], options).catch(({ stdout }) => {
    throw new Error(stdout);
  });
  return (await execute(process.execPath, [name], options)).stdout;
}

describe("README", () => {
  test("the library snippet does what its comments say", async () => {
    const [code] = snippets("Use as a library", "js");
    expect(await follow("library.js", code as string)).toBe("[ 1, 2, 4, 8 ] 1\n");
  }, 60_000);

  test("the judge snippet does what its comments say", async () => {
    const [code] = snippets("Use as a judge", "js");
    const [verdict, index] = (await follow("judge.js", code as string)).split("\n");
    expect(verdict).toBe((/\/\/ (wrong-answer .*)/.exec(code as string) as RegExpExecArray)[1]);
    expect(index).toMatch(/^\[ \d+, \d+ \]$/);
  }, 60_000);

  test("the snippet of an own exercise does what its comment says", async () => {
    const [code] = snippets("Exercises of your own", "js");
    const cli = join(project.folder, "node_modules/attention-dojo/dist/cli.js");
    const { stdout } = await execute(process.execPath, [cli, "example"]);
    writeFileSync(join(project.folder, "exercise.json"), stdout);
    expect(await follow("own.js", code as string)).toBe("wrong-answer\n");
  }, 60_000);

  test("the commands do what the text says", async () => {
    const [commands] = snippets("Use on the command line", "sh");
    writeFileSync(join(project.folder, "answer.js"), "const softmax = (x) => x;");
    const cli = join(project.folder, "node_modules/attention-dojo/dist/cli.js");
    const { stdout } = await execute(process.execPath, [cli, "example"]);
    writeFileSync(join(project.folder, "exercise.json"), stdout);
    const statuses = (commands as string)
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+#/)[0]?.split(" ").slice(2) ?? [])
      .map((words) =>
        execute(process.execPath, [cli, ...words], { cwd: project.folder }).then(
          () => 0,
          ({ code }) => code,
        ),
      );
    expect(await Promise.all(statuses)).toEqual([0, 1, 1, 0]);
  }, 180_000);

  test("every dependency has a line, and every line a dependency", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    const listed = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name as string);
    expect(listed.sort()).toEqual(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort());
  });

  test("every path that it names is there", () => {
    const house = snippets("The house", "")[0] as string;
    const paths = [...house.matchAll(/^(\S+\/)/gm)].map(([, path]) => path as string);
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) expect(() => readFileSync(path), path).toThrow(/EISDIR/);
  });
});
