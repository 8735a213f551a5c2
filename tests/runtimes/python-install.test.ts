import { mkdir, mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../web/runtimes/python/assets/make.mjs";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { returning, runCall } from "./python.js";

/** A snapshot is written while the program is already judged. */
const soon = { timeout: 30_000 };

let caches: string;
const before = process.env.XDG_CACHE_HOME;
beforeAll(async () => {
  caches = await mkdtemp(join(tmpdir(), "attention-dojo-caches-"));
  process.env.XDG_CACHE_HOME = caches;
});
afterAll(async () => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  await rm(caches, { recursive: true, force: true });
});

/** Runs one program in a runtime of its own, as each call of the command does; says whether Python was downloaded. */
async function visit(): Promise<boolean> {
  let downloaded = false;
  const runtime = createPythonRuntime({
    onDownload: () => {
      downloaded = true;
    },
  });
  try {
    expect(await runCall(runtime, returning("x / 2"))).toMatchObject({
      status: "returned",
      outputs: [{ shape: [2, 3] }],
    });
  } finally {
    runtime.dispose();
  }
  return downloaded;
}

async function cacheFolder(): Promise<string> {
  const [folder] = await readdir(join(caches, "attention-dojo"));
  return join(caches, "attention-dojo", folder as string);
}

/** The snapshot, which a visit may still be writing. */
async function snapshotOf(folder: string): Promise<string> {
  const named = async () => (await readdir(folder)).find((name) => name.endsWith(".bin"));
  await expect.poll(named, soon).toBeDefined();
  return join(folder, (await named()) as string);
}

async function changeByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] as number) ^ 1;
  await writeFile(path, bytes);
}

test("without a folder the runtime is downloaded once, and starts from its snapshot the next time", async () => {
  expect(await visit()).toBe(true);
  expect(await visit()).toBe(false);
  const files = await readdir(await cacheFolder());
  expect(files).toEqual(expect.arrayContaining(["licences", "pyodide.asm.wasm", expect.stringMatching(/^snapshot-/)]));
}, 120_000);

describe("a damaged cache is made anew", () => {
  test.each<readonly [string, (folder: string) => Promise<void>]>([
    ["a changed byte", (folder) => changeByte(join(folder, "pyodide.asm.wasm"))],
    ["a missing file", (folder) => unlink(join(folder, "python_stdlib.zip"))],
    [
      "an empty folder",
      async (folder) => {
        await rm(folder, { recursive: true });
        await mkdir(folder);
      },
    ],
    [
      "a file in its place",
      async (folder) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, "");
      },
    ],
  ])(
    "%s",
    async (_, damage) => {
      await damage(await cacheFolder());
      expect(await visit()).toBe(true);
      expect(await visit()).toBe(false);
    },
    120_000,
  );

  test("two at a time", async () => {
    await unlink(join(await cacheFolder(), "pyodide.js"));
    await Promise.all([visit(), visit()]);
    expect(await visit()).toBe(false);
    // What is written beside it has another name until it is whole.
    await expect
      .poll(() => readdir(join(caches, "attention-dojo")), soon)
      .toEqual([expect.stringMatching(/^python-\w+$/)]);
  }, 120_000);
});

test.each<readonly [string, (snapshot: string) => Promise<void>]>([
  ["a changed byte", changeByte],
  ["nothing in it", (snapshot) => writeFile(snapshot, "")],
])(
  "a damaged snapshot is made anew, without a download: %s",
  async (_, damage) => {
    const snapshot = await snapshotOf(await cacheFolder());
    await damage(snapshot);
    const damaged = await readFile(snapshot);
    expect(await visit()).toBe(false);
    await expect.poll(async () => (await readFile(snapshot)).equals(damaged), soon).toBe(false);
    const made = await readFile(snapshot);
    expect(sha256(made.subarray(64))).toBe(made.toString("latin1", 0, 64));
  },
  60_000,
);

test("a snapshot that is made anew leaves none of another version beside it, and nothing else is touched", async () => {
  const folder = await cacheFolder();
  const snapshot = await snapshotOf(folder);
  await rm(snapshot);
  for (const name of ["snapshot-0123456789abcdef.bin", "snapshot-notes.txt"]) await writeFile(join(folder, name), "");
  await visit();
  const names = () => readdir(folder).then((all) => all.filter((name) => name.startsWith("snapshot-")).sort());
  await expect.poll(names, soon).toEqual([basename(snapshot), "snapshot-notes.txt"].sort());
  await rm(join(folder, "snapshot-notes.txt"));
}, 60_000);

test("where no snapshot can be kept, the next program starts from the one in memory", async () => {
  const snapshot = await snapshotOf(await cacheFolder());
  await rm(snapshot);
  await mkdir(join(snapshot, "in-its-place"), { recursive: true });
  const runtime = createPythonRuntime();
  try {
    for (let i = 0; i < 2; i++)
      expect(await runCall(runtime, returning("x / 2"))).toMatchObject({ status: "returned" });
    expect(await readdir(await cacheFolder())).not.toContainEqual(expect.stringMatching(/\.bin\../));
  } finally {
    runtime.dispose();
    await rm(snapshot, { recursive: true });
  }
}, 60_000);
