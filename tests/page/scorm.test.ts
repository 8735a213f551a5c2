/** A SCORM package as its users get it: written by the command, and opened by a small learning management system. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readZip } from "../../web/runtimes/python/assets/read-zip.mjs";
import { launch } from "./browser.js";
import { solutionOf, soon } from "./exercise-page.js";

const folder = mkdtempSync(join(tmpdir(), "attention-dojo-scorm-"));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

/** The system: the learner's record outlives a visit, and the lesson runs in a frame below a page that has `API`. */
const system = `<!doctype html><title>Course</title><body><script>
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
</script><iframe src="/content/42/index.html" style="width:1200px;height:900px"></iframe>`;

interface Record_ {
  readonly [element: string]: string;
}

let browser: Browser;
let close = () => {};
let files: ReadonlyMap<string, Uint8Array>;
let origin = "";

function pack(slug: string, ...options: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const file = join(folder, `${slug}.zip`);
  execFileSync(process.execPath, [resolve("dist/cli.js"), "scorm", slug, "--out", file, ...options]);
  return readZip(readFileSync(file));
}

beforeAll(async () => {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const body = path === "/" ? system : files.get(path.replace(/^\/content\/42\//, ""));
    if (body === undefined) response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    else
      response
        .writeHead(200, { "content-type": path === "/" ? "text/html" : (types[extname(path)] ?? "text/plain") })
        .end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  close = () => void server.close();
  browser = await launch();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  close();
  rmSync(folder, { recursive: true });
});

/** A page of the system whose complaints, and requests to anybody else, fail the test at its end. */
async function visitSystem(): Promise<{ page: Page; lesson: FrameLocator; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(origin)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(origin);
  return { page, lesson: page.frameLocator("iframe").first(), complaints };
}

const recordOf = (page: Page) => page.evaluate(() => (window as unknown as { record: Record_ }).record);
const write = (lesson: FrameLocator, source: string) =>
  lesson
    .locator("attention-exercise")
    .evaluate((element, text) => (element as unknown as { setSource(source: string): void }).setSource(text), source);

describe("the package of an exercise", () => {
  beforeAll(() => {
    files = pack("softmax");
  });

  test("lists exactly the files that it has", () => {
    const manifest = new TextDecoder().decode(files.get("imsmanifest.xml"));
    const listed = [...manifest.matchAll(/<file href="([^"]*)"/g)].map(([, name]) => name as string);
    expect([...listed, "imsmanifest.xml"].sort()).toEqual([...files.keys()].sort());
    expect(manifest).toContain(
      '<resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="index.html">',
    );
    for (const name of files.keys()) expect(name).toMatch(/^[\w./-]+$/);
    // Other exercises stay at home.
    expect([...files.keys()].length).toBeLessThan(80);
  });

  test("has a manifest that is well-formed", async () => {
    const page = await browser.newPage();
    const problem = await page.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, "application/xml");
        return parsed.querySelector("parsererror")?.textContent ?? parsed.querySelector("schemaversion")?.textContent;
      },
      new TextDecoder().decode(files.get("imsmanifest.xml")),
    );
    await page.close();
    expect(problem).toBe("1.2");
  });

  test("tells the result and the time, and gives the learner's code back", async () => {
    const { page, lesson, complaints } = await visitSystem();
    await lesson.locator(".cm-content").waitFor();
    await expect.poll(async () => (await recordOf(page))["cmi.core.lesson_status"], soon).toBe("incomplete");

    await write(lesson, "function softmax(x) { return x; }");
    await lesson.getByRole("button", { name: "Submit" }).click();
    await lesson.locator("attention-report h2").waitFor();
    expect(await recordOf(page)).toMatchObject({ "cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "0" });

    const right = `${solutionOf("softmax")}\n// mine, 我的\n`;
    await write(lesson, right);
    await lesson.getByRole("button", { name: "Submit" }).click();
    await lesson.locator("attention-report h2", { hasText: "Accepted" }).waitFor();
    await expect.poll(async () => (await recordOf(page))["cmi.suspend_data"] ?? "", soon).toContain("mine");
    const record = await recordOf(page);
    expect(record).toMatchObject({
      "cmi.core.lesson_status": "passed",
      "cmi.core.score.raw": "100",
      "cmi.core.score.min": "0",
      "cmi.core.score.max": "100",
    });

    // Leaving the lesson ends the visit, and loses nothing, however fast.
    const last = `${right}// at the last moment\n`;
    await write(lesson, last);
    await page
      .locator("iframe")
      .first()
      .evaluate((frame) => frame.setAttribute("src", "about:blank"));
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { calls: string[] }).calls), soon)
      .toEqual(["LMSInitialize", "LMSFinish"]);
    expect((await recordOf(page))["cmi.core.session_time"]).toMatch(/^0000:\d\d:\d\d\.\d\d$/);

    await page.reload();
    await lesson.locator(".cm-content").waitFor();
    const source = () =>
      lesson.locator("attention-exercise").evaluate((it) => (it as unknown as { getSource(): string }).getSource());
    await expect.poll(source, soon).toBe(last);
    // A worse answer afterwards takes nothing away.
    await write(lesson, "function softmax(x) { return x; }");
    await lesson.getByRole("button", { name: "Submit" }).click();
    await lesson.locator("attention-report h2").waitFor();
    expect(await recordOf(page)).toMatchObject({ "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100" });
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("works without a system, and says that nothing is recorded", async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/content/42/index.html`);
    await page.getByText("nothing is recorded here").waitFor();
    await page.locator(".cm-content").waitFor();
    await page.close();
  });
});

describe("the package of a question", () => {
  test("tells how it was answered, in Chinese", async () => {
    files = pack("what-a-mask-is-for", "--lang", "zh");
    const { page, lesson, complaints } = await visitSystem();
    const boxes = lesson.locator("attention-question input[type=checkbox]");
    await boxes.first().waitFor();
    await boxes.first().check();
    await lesson.getByRole("button", { name: "检查" }).click();
    await expect
      .poll(async () => (await recordOf(page))["cmi.core.lesson_status"], soon)
      .toMatch(/^(passed|completed)$/);
    expect((await recordOf(page))["cmi.core.score.raw"]).toMatch(/^\d+$/);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
