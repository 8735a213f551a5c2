/** Does what a reader of the documentation would do with a block of code, in a project that has the package. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Project } from "./installed.js";

const execute = promisify(execFile);

/** Types of a file of JavaScript in the project, strictly. Throws what the compiler says. */
export async function checkTypes({ folder }: Project, names: readonly string[]): Promise<void> {
  const typescript = resolve("node_modules/typescript/bin/tsc");
  const flags = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
  // A reader's own project would have these; `noImplicitAny` asks for types that no sample wants to spell out.
  const options = [
    ...flags,
    "--noImplicitAny",
    "false",
    "--skipLibCheck",
    "--lib",
    "es2023,dom,dom.iterable",
    "--types",
    "node",
  ];
  await execute(process.execPath, [typescript, ...options, ...names], { cwd: folder }).catch(({ stdout }) => {
    throw new Error(stdout);
  });
}

/** Runs a file of the project; gives what it prints. */
export async function run({ folder }: Project, name: string, ...words: readonly string[]): Promise<string> {
  return (await execute(process.execPath, [name, ...words], { cwd: folder })).stdout;
}

/** Runs lines of `npx attention-dojo ...` one after the other; gives the exit status of each. */
export async function runCommands({ folder }: Project, commands: string): Promise<readonly number[]> {
  const cli = join(folder, "node_modules/attention-dojo/dist/cli.js");
  const statuses: number[] = [];
  for (const line of commands.trim().split("\n")) {
    const words = line.split(/\s+#/)[0]?.split(" ").slice(2) ?? [];
    statuses.push(
      await execute(process.execPath, [cli, ...words], { cwd: folder }).then(
        () => 0,
        ({ code }) => code,
      ),
    );
  }
  return statuses;
}

export function write({ folder }: Project, name: string, code: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}
