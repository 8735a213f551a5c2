/** A SCORM package as its users get it: written by the command, and opened by a small learning management system. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { readZip } from "../../web/runtimes/python/assets/read-zip.mjs";
import { exerciseOn, solutionOf } from "./exercise-page.js";
import { test as base, expect } from "./fixtures.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

/** The system: the learner's record outlives a visit, and the lesson runs in a frame below a page that has `API`. */
const pageOf = (lesson: string) => `<!doctype html><title>Course</title><body><script>
const record = JSON.parse(sessionStorage.getItem("record") ?? '{"cmi.core.lesson_status":"not attempted"}');
const calls = [];
let open = false;
const keep = () => sessionStorage.setItem("record", JSON.stringify(record));
window.API = {
  LMSInitialize: () => { calls.push("LMSInitialize"); open = true; return "true"; },
  LMSGetValue: (element) => record[element] ?? "",
  LMSSetValue: (element, value) => {
    if (!open || typeof value !== "string" || value.length > 4096) return "false";
    record[element] = value;
    return "true";
  },
  LMSCommit: () => { keep(); return "true"; },
  LMSFinish: () => { calls.push("LMSFinish"); open = false; keep(); return "true"; },
  LMSGetLastError: () => "0", LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
};
window.record = record;
window.calls = calls;
</script><iframe src="/content/${lesson}/index.html" style="width:1200px;height:900px"></iframe>`;

/** Another system, which nobody here wrote: the run-time of scorm-again, which checks all that it is given. What it commits is kept. */
const playerOf = (
  lesson: string,
) => `<!doctype html><title>Player</title><body><script src="/scorm12.js"></script><script>
const kept = JSON.parse(sessionStorage.getItem("kept") ?? "null");
window.API = new Scorm12API({ autocommit: false, logLevel: 4, mastery_override: false });
if (kept) API.loadFromFlattenedJSON(kept);
window.answers = [];
for (const name of ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
  const call = API[name].bind(API);
  API[name] = (...given) => {
    const answer = call(...given);
    answers.push(name + "(" + given.join(", ").slice(0, 60) + "): " + answer + " " + API.LMSGetLastError());
    sessionStorage.setItem("kept", JSON.stringify({
      "cmi.core.lesson_status": API.cmi.core.lesson_status,
      "cmi.core.score.raw": API.cmi.core.score.raw,
      "cmi.suspend_data": API.cmi.suspend_data,
    }));
    return answer;
  };
}
</script><iframe src="/content/${lesson}/index.html" style="width:1200px;height:900px"></iframe>`;

interface Record_ {
  readonly [element: string]: string;
}

type Files = ReadonlyMap<string, Uint8Array>;

const packages = {
  softmax: [],
  "what-a-mask-is-for": ["--lang", "zh"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Lesson = keyof typeof packages;

interface System {
  readonly url: string;
  /** What the package of a lesson holds. */
  readonly files: Readonly<Record<Lesson, Files>>;
}

function pack(folder: string, lesson: Lesson): Files {
  const file = join(folder, `${lesson}.zip`);
  execFileSync(process.execPath, [resolve("dist/cli.js"), "scorm", lesson, "--out", file, ...packages[lesson]]);
  return readZip(readFileSync(file));
}

function serveSystem(files: System["files"]): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const [, lesson, file] = /^\/content\/([\w-]+)\/(.*)$/.exec(pathname) ?? [];
    const name = searchParams.get("lesson") ?? "";
    const pages: Readonly<Record<string, string | Uint8Array>> = {
      "/": pageOf(name),
      "/player": playerOf(name),
      "/scorm12.js": readFileSync("node_modules/scorm-again/dist/scorm12.min.js"),
    };
    const body = pages[pathname] ?? files[lesson as Lesson]?.get(file ?? "");
    if (body === undefined) response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
    else response.writeHead(200, { "content-type": types[extname(pathname) || ".html"] ?? "text/plain" }).end(body);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const test = base.extend<object, { readonly system: System }>({
  system: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "attention-dojo-scorm-"));
      const files = { softmax: pack(folder, "softmax"), "what-a-mask-is-for": pack(folder, "what-a-mask-is-for") };
      const server = await serveSystem(files);
      await use({ url: `http://localhost:${(server.address() as AddressInfo).port}/`, files });
      server.close();
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  address: [({ system }, use) => use(system.url), { scope: "worker" }],
});
test.use({ chosen: null });

const recordOf = (page: Page) => page.evaluate(() => (window as unknown as { record: Record_ }).record);
test.describe("the package of an exercise", () => {
  test("lists exactly the files that it has", ({ system }) => {
    const files = system.files.softmax;
    const manifest = new TextDecoder().decode(files.get("imsmanifest.xml"));
    const listed = [...manifest.matchAll(/<file href="([^"]*)"/g)].map(([, name]) => name as string);
    expect([...listed, "imsmanifest.xml"].sort()).toEqual([...files.keys()].sort());
    expect(manifest).toContain(
      '<resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="index.html">',
    );
    for (const name of files.keys()) expect(name).toMatch(/^[\w./-]+$/);
    // Other exercises stay at home, and so do questions and labs.
    const count = (chunk: RegExp) => [...files.keys()].filter((name) => chunk.test(name)).length;
    const ofContent = /\/([\w-]+)\.(?:folder|words-\w+|programs-\w+|mistakes)-[\w-]{8}\.js$/;
    expect(count(ofContent)).toBe(6);
    expect(new Set([...files.keys()].flatMap((name) => ofContent.exec(name)?.[1] ?? []))).toEqual(new Set(["softmax"]));
    expect(count(/\/attention-lab-[\w-]+\.js$/)).toBe(0);
  });

  test("names no schema, for it has none", ({ system }) => {
    const manifest = new TextDecoder().decode(system.files.softmax.get("imsmanifest.xml"));
    expect(manifest).not.toMatch(/\.xsd\b|schemaLocation/);
  });

  test("has a manifest that is well-formed", async ({ page, system }) => {
    const problem = await page.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, "application/xml");
        return parsed.querySelector("parsererror")?.textContent ?? parsed.querySelector("schemaversion")?.textContent;
      },
      new TextDecoder().decode(system.files.softmax.get("imsmanifest.xml")),
    );
    expect(problem).toBe("1.2");
  });

  test("tells the result and the time, and gives the learner's code back", async ({ page }) => {
    await page.goto("?lesson=softmax");
    const exercise = exerciseOn(page.frameLocator("iframe").first());
    await expect(exercise.editor).toBeVisible();
    await expect.poll(async () => (await recordOf(page))["cmi.core.lesson_status"]).toBe("incomplete");

    await exercise.submit("function softmax(x) { return x; }");
    await expect(exercise.verdict).toBeVisible();
    expect(await recordOf(page)).toMatchObject({ "cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "0" });

    const right = `${solutionOf("softmax")}\n// mine, 我的\n`;
    await exercise.submit(right);
    await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
    await expect.poll(async () => (await recordOf(page))["cmi.suspend_data"] ?? "").toContain("mine");
    const record = await recordOf(page);
    expect(record).toMatchObject({
      "cmi.core.lesson_status": "passed",
      "cmi.core.score.raw": "100",
      "cmi.core.score.min": "0",
      "cmi.core.score.max": "100",
    });

    // Leaving the lesson ends the visit, and loses nothing, however fast.
    const last = `${right}// at the last moment\n`;
    await exercise.write(last);
    await page
      .locator("iframe")
      .first()
      .evaluate((frame) => frame.setAttribute("src", "about:blank"));
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { calls: string[] }).calls))
      .toEqual(["LMSInitialize", "LMSFinish"]);
    expect((await recordOf(page))["cmi.core.session_time"]).toMatch(/^0000:\d\d:\d\d\.\d\d$/);

    await page.reload();
    await expect(exercise.editor).toBeVisible();
    await expect.poll(() => exercise.source()).toBe(last);
    // A worse answer afterwards takes nothing away.
    await exercise.submit("function softmax(x) { return x; }");
    await expect(exercise.verdict).toBeVisible();
    expect(await recordOf(page)).toMatchObject({ "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100" });
  });

  test("is passed in a player that nobody here wrote, which refuses no call, and goes on there", async ({ page }) => {
    await page.goto("player?lesson=softmax");
    const exercise = exerciseOn(page.frameLocator("iframe").first());
    const right = `${solutionOf("softmax")}\n// mine, 我的\n`;
    await exercise.submit(right);
    await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
    const kept = () => page.evaluate(() => sessionStorage.getItem("kept") ?? "");
    await expect.poll(kept).toContain("mine");
    expect(JSON.parse(await kept())).toMatchObject({ "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100" });
    const answers = await page.evaluate(() => (window as unknown as { answers: string[] }).answers);
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => !answer.endsWith(": true 0"))).toEqual([]);

    await page.reload();
    await expect(exercise.editor).toBeVisible();
    await expect.poll(() => exercise.source()).toBe(right);
  });

  test("works without a system, and says that nothing is recorded", async ({ page }) => {
    await page.goto("content/softmax/index.html");
    await expect(page.getByText("nothing is recorded here")).toBeVisible();
    await expect(page.locator(".cm-content")).toBeVisible();
  });
});

test.describe("the package of a question", () => {
  test("tells how it was answered, in Chinese", async ({ page }) => {
    await page.goto("?lesson=what-a-mask-is-for");
    const lesson = page.frameLocator("iframe").first();
    const boxes = lesson.locator("attention-question input[type=checkbox]");
    await expect(boxes.first()).toBeVisible();
    await boxes.first().check();
    await lesson.getByRole("button", { name: "检查" }).click();
    await expect.poll(async () => (await recordOf(page))["cmi.core.lesson_status"]).toMatch(/^(passed|completed)$/);
    expect((await recordOf(page))["cmi.core.score.raw"]).toMatch(/^\d+$/);
  });
});
