import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findProgram } from "../../cpp/toolchain/command.mjs";

const folder = mkdtempSync(join(tmpdir(), "attention-dojo-emsdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What emsdk does, as far as the set-up sees it; in JavaScript, for a machine whose Python is Node. */
const standIn = `
const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
function program(path, says) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "#!/bin/sh\\necho '" + says + "'\\n", { mode: 0o755 });
}
const [command, ...tools] = process.argv.slice(2);
appendFileSync("log.txt", [command, ...tools].join(" ") + "\\n");
if (existsSync("broken")) {
  console.error("error: the download broke off");
  process.exit(1);
}
for (const tool of command === "install" ? tools : []) {
  console.log("Downloading: " + tool);
  if (/^\\d/.test(tool)) {
    mkdirSync("upstream/emscripten/cmake/Modules/Platform", { recursive: true });
    program("upstream/emscripten/emcc", "emcc (Emscripten) " + tool);
  }
  if (tool.startsWith("cmake")) program("cmake/4.2.0-rc3_64bit/bin/cmake", "cmake version 4.2.0");
  if (tool.startsWith("ninja")) program("ninja/1.13.2_64bit/ninja", "1.13.2");
}
`;

function git(where: string, ...words: readonly string[]): string {
  const person = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
  return execFileSync("git", [...person, ...words], { cwd: where, encoding: "utf8" }).trim();
}

function makeRepository(name: string, files: Readonly<Record<string, string>>) {
  const where = join(folder, name);
  mkdirSync(where);
  git(where, "init", "--quiet");
  for (const [file, text] of Object.entries(files)) writeFileSync(join(where, file), text);
  git(where, "add", ".");
  git(where, "commit", "--quiet", "-m", "one");
  git(where, "tag", "1.2.3");
  return { repository: where, tag: "1.2.3", commit: git(where, "rev-parse", "HEAD") };
}

/** A machine that has no packages of Debian's, but Python, and git or not. */
function machineWith({ git: hasGit }: { readonly git: boolean }): NodeJS.ProcessEnv {
  const bin = mkdtempSync(join(folder, "bin-"));
  writeFileSync(join(bin, "python3"), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  if (hasGit) symlinkSync(findProgram("git") as string, join(bin, "git"));
  return { PATH: bin, HOME: process.env.HOME };
}

/** Sets up on such a machine, and gives what it says and what it found, or the sentence with which it refuses. */
function setUp(home: string, emsdk: object, env: NodeJS.ProcessEnv): string {
  const script = `
    import { ensureToolchain } from ${JSON.stringify(resolve("cpp/toolchain/toolchain.mjs"))};
    const options = ${JSON.stringify({ home, emsdk })};
    await ensureToolchain(options).then((found) => console.log(JSON.stringify(found)), (error) => console.log(error.name + ": " + error.message));
  `;
  return execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", env });
}

const emsdk = makeRepository("emsdk", { "emsdk.py": standIn });

test("without packages of Debian's, emsdk brings what is missing, after saying so, and only once", () => {
  const home = join(folder, "home");
  const env = machineWith({ git: true });
  const said = setUp(home, emsdk, env);
  expect(said).toContain("Missing: emscripten, cmake, ninja. Installing into");
  expect(said).toContain("Downloading: 6.0.5");
  const root = join(home, "emsdk-1.2.3");
  expect(JSON.parse(said.trim().split("\n").at(-1) as string)).toEqual({
    cmake: join(root, "cmake/4.2.0-rc3_64bit/bin/cmake"),
    ctest: join(root, "cmake/4.2.0-rc3_64bit/bin/ctest"),
    ninja: join(root, "ninja/1.13.2_64bit/ninja"),
  });
  expect(readFileSync(join(home, "found.cmake"), "utf8")).toBe(
    `set(DOJO_EMSCRIPTEN [[${join(root, "upstream/emscripten")}]])\n`,
  );
  expect(setUp(home, emsdk, env)).not.toContain("Missing");
  expect(readFileSync(join(root, "log.txt"), "utf8").split("\n")).toEqual([
    "install 6.0.5 cmake-4.2.0-rc3-64bit ninja-1.13.2-64bit",
    "activate 6.0.5 cmake-4.2.0-rc3-64bit ninja-1.13.2-64bit",
    "",
  ]);
});

test.each([
  [
    "another commit than the pinned one is not run",
    { ...emsdk, commit: "0".repeat(40) },
    "is pinned, so it is not run",
  ],
  [
    "a download that breaks off is said, and how to go on",
    makeRepository("broken", { "emsdk.py": standIn, broken: "" }),
    "the download broke off",
  ],
  ["no network is said", { ...emsdk, repository: join(folder, "nowhere") }, "run the command again"],
])("%s, and nothing is left behind", (_, source, says) => {
  const home = mkdtempSync(join(folder, "home-"));
  const said = setUp(home, source, machineWith({ git: true }));
  expect(said).toContain("SetupError: ");
  expect(said).toContain(says);
  expect(readdirSync(home).filter((name) => name.startsWith("emsdk"))).toEqual([]);
});

test("where neither way is open, the sentence says why and what to install", () => {
  const said = setUp(mkdtempSync(join(folder, "home-")), emsdk, machineWith({ git: false }));
  expect(said).toMatch(/there is no apt on this machine, and there is no git on this machine/);
  expect(said).toContain("install emsdk (https://emscripten.org");
});
