/** A project of a generator, as its author makes it: files, an installation from the registry, a development server. */
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Files } from "./recipes.js";

const execute = promisify(execFile);

/** Without what the test runner sets, and without anybody being told of the run. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { NODE_ENV: _, ...inherited } = process.env;
  const silent = { NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1" };
  const path = `${join(folder, "node_modules/.bin")}:${inherited.PATH}`;
  return { ...inherited, ...silent, CI: "1", PATH: path };
}

export interface SiteProject {
  readonly folder: string;
  /** Runs a command to its end. */
  run(command: string): Promise<void>;
  /** Starts a command that serves the site at this port, and waits for it. */
  serve(command: string, port: number): Promise<{ readonly url: string; close(): void }>;
  remove(): void;
}

export async function makeProject(packages: Files, files: Files, more: object = {}): Promise<SiteProject> {
  const folder = mkdtempSync(join(tmpdir(), "attention-dojo-site-"));
  const manifest = { private: true, dependencies: packages, ...more };
  for (const [path, text] of Object.entries({ ...files, "package.json": JSON.stringify(manifest) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const env = environment(folder);
  const run = async (command: string) => {
    const [program = "", ...args] = command.split(" ");
    await execute(program, args, { cwd: folder, env, maxBuffer: 1 << 26 }).catch(({ message, stdout }) => {
      throw new Error(`${command}: ${message}\n${stdout}`);
    });
  };
  await run("npm install --no-audit --no-fund --no-progress");
  return {
    folder,
    run,
    serve: (command, port) => startServer(command, port, folder, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function startServer(command: string, port: number, cwd: string, env: NodeJS.ProcessEnv) {
  const [program = "", ...args] = command.split(" ");
  // In a group, because generators start processes that would outlive them.
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const url = `http://localhost:${port}/`;
  const close = () => {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, "SIGKILL");
  };
  const end = Date.now() + 180_000;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > end) {
      close();
      throw new Error(`${command} does not serve a page.\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { url, close };
}

const answers = (url: string) =>
  fetch(url, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(60_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** A port that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
