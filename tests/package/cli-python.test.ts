/** Python on the command line, of a machine that has none: downloads with npm, as the first use does. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openExercise } from "../../web/exercises/index.js";
import type { Report } from "../../web/judge/index.node.js";
import { pinnedFiles } from "../../web/runtimes/python/pins.js";

const command = join(process.env.PACKAGE_FOLDER ?? "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "attention-dojo-python-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly complaint: string;
}

/** Runs the built command for a user whose caches are in `caches`. */
function run(words: readonly string[], env: NodeJS.ProcessEnv = {}, caches = "caches"): Promise<Ended> {
  const { npm_execpath: _, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, ...words],
      { env: { ...inherited, LANG: "C", XDG_CACHE_HOME: join(folder, caches), ...env }, maxBuffer: 1 << 26 },
      (error, out, complaint) => {
        resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, complaint });
      },
    );
  });
}

function file(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

const nowhere = { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" };

describe("attention-dojo judge answer.py", () => {
  test("downloads Python once, says so with its size, and accepts the solution", async () => {
    const answer = file("answer.py", await (await openExercise("scaled-dot-product-attention")).solution("python"));
    const words = ["judge", "scaled-dot-product-attention", answer];
    const first = await run(words);
    expect(first.complaint).toMatch(/^Downloading Python with NumPy from npm, once \(\d+\.\d MB\)\.\n$/);
    expect([first.status, first.out]).toEqual([0, expect.stringContaining("✓ Accepted  scaled-dot-product-attention")]);
    const second = await run(words, nowhere);
    expect(second).toMatchObject({ status: 0, complaint: "" });
  }, 180_000);

  test("names the mistake, and shows what was printed", async () => {
    const whole =
      "import numpy as np\ndef softmax(x, axis=-1):\n    print('axis', axis)\n    e = np.exp(x - x.max())\n    return e / e.sum()\n";
    const { status, out } = await run(["judge", "softmax", file("whole.py", whole), "--json"]);
    expect(status).toBe(1);
    const report = JSON.parse(out) as Report;
    expect(report.diagnosis?.mistake).toBe("softmax-over-everything");
    expect(report.console).toContain("axis -1");
  }, 180_000);

  test("shows the learner's own lines of a traceback, and where a syntax error is", async () => {
    const thrown = file(
      "thrown.py",
      "def inner(x):\n    return x.missing\n\ndef softmax(x, axis=-1):\n    return inner(x)\n",
    );
    const { out } = await run(["judge", "softmax", thrown]);
    expect(out).toContain("AttributeError");
    expect(out).toMatch(/line 5, in softmax[\s\S]*line 2, in inner/);
    const syntax = await run([
      "judge",
      "softmax",
      file("syntax.py", "import numpy as np\ndef softmax(x\n    return x\n"),
    ]);
    expect([syntax.status, syntax.out]).toEqual([
      1,
      expect.stringMatching(/has a syntax error in line 2.*SyntaxError/),
    ]);
  }, 180_000);

  test("without a network ends with 2 and one sentence", async () => {
    const { status, out, complaint } = await run(
      ["judge", "softmax", file("any.py", "def softmax(x, axis=-1):\n    return x\n")],
      nowhere,
      "no-caches",
    );
    expect([status, out]).toEqual([2, ""]);
    expect(complaint).toMatch(
      /\nattention-dojo: The Python runtime could not be made\. npm could not download \S+ \(E[A-Z]+\)\. Is there a network\?\n$/,
    );
  }, 60_000);
});

describe("attention-dojo assets", () => {
  test("writes the runtime of a site into its folder python, compressed too, with licences", async () => {
    const site = join(folder, "site");
    mkdirSync(site);
    writeFileSync(join(site, "index.html"), "mine");
    const { status, out } = await run(["assets", site]);
    expect([status, out]).toEqual([0, expect.stringContaining("asset-base")]);
    expect(readdirSync(site)).toEqual(expect.arrayContaining(["index.html", "kernels.wasm", "python", "sandbox.html"]));
    const files = readdirSync(join(site, "python"));
    for (const name of ["pyodide.asm.wasm", "python_stdlib.zip"])
      expect(files).toEqual(expect.arrayContaining([name, `${name}.br`, `${name}.gz`]));
    // What a progress bar expects. Other versions of zlib and Brotli may be off by little.
    for (const [name, { bytes, brotli, gzip }] of Object.entries(pinnedFiles)) {
      const sizes = ["", ".br", ".gz"].map((suffix) => statSync(join(site, "python", name + suffix)).size);
      expect(sizes[0]).toBe(bytes);
      expect(Math.abs((sizes[1] ?? 0) / brotli - 1), `${name}.br`).toBeLessThan(0.02);
      expect(Math.abs((sizes[2] ?? 0) / gzip - 1), `${name}.gz`).toBeLessThan(0.02);
    }
    expect(readdirSync(join(site, "python", "licences")).sort()).toEqual([
      "MPL-2.0.txt",
      "NumPy.txt",
      "Python.txt",
      "README.txt",
    ]);
  }, 180_000);

  test("leaves alone what it has not made", async () => {
    const site = join(folder, "other-site");
    mkdirSync(join(site, "python"), { recursive: true });
    writeFileSync(join(site, "python", "thesis.py"), "mine");
    const { status, complaint } = await run(["assets", site]);
    expect([status, complaint]).toEqual([2, expect.stringContaining("contains other files")]);
    expect(existsSync(join(site, "python", "thesis.py"))).toBe(true);
  });

  test.each([[["assets"]], [["assets", "a", "b"]], [["assets", "a", "--json"]]])("%j is misuse", async (words) => {
    expect(await run(words)).toMatchObject({
      status: 2,
      out: "",
      complaint: expect.stringMatching(/^attention-dojo: assets takes /),
    });
  });
});
