import { test as base, expect, type Page } from "@playwright/test";
import { servePackage } from "./package-server.js";

declare global {
  /** What the page of these tests found. */
  var verdict: string | undefined;
  var found: { readonly count: number; readonly reason: string | undefined; readonly same: boolean } | undefined;
}

const script = `
import { loadKernels, tensor } from "/index.js";
const floats = (...shape) =>
  tensor(shape, Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)));
const [q, k, v] = [floats(2, 4, 300, 32), floats(2, 4, 300, 32), floats(2, 4, 300, 32)];
const alone = await loadKernels();
const kernels = await loadKernels({ threads: 2 });
const wanted = alone.scaledDotProductAttention({ q, k, v }, { causal: true }).out.data;
let same = true;
for (let call = 0; call < 50; call++) {
  const given = kernels.scaledDotProductAttention({ q, k, v }, { causal: true }).out.data;
  same &&= given.every((value, i) => Object.is(value, wanted[i]));
}
globalThis.found = { count: kernels.threads.count, reason: kernels.threads.reason, same };
kernels.threads.end();
`;

const folder = process.env.PACKAGE_FOLDER ?? "dist";
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

async function foundIn(page: Page, headers: Readonly<Record<string, string>>) {
  const server = await servePackage(folder, script, headers);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.found !== undefined, undefined, { timeout: 20_000 });
  const found = await page.evaluate(() => globalThis.found);
  expect(problems.filter((problem) => !problem.includes("favicon") && !problem.includes("404"))).toEqual([]);
  server.close();
  return { found, requests: server.requests };
}

base("two threads in an isolated page give what one gives", async ({ page }) => {
  const { found, requests } = await foundIn(page, isolation);
  expect(found).toEqual({ count: 2, reason: undefined, same: true });
  expect(requests.filter((path) => path === "/kernel-thread.js")).toHaveLength(1);
});

base("an isolated page judges, where its host sends the headers with every file", async ({ page }) => {
  const judging = `import { createJudge } from "/judge.js";
    const report = await createJudge().judge({ exercise: "softmax", language: "javascript", source: "const softmax = (x) => x;", seed: 1 });
    globalThis.verdict = report.verdict;`;
  const server = await servePackage(folder, judging, isolation);
  await page.goto(server.url);
  await expect
    .poll(() => page.evaluate(() => [globalThis.verdict, crossOriginIsolated]))
    .toEqual(["wrong-answer", true]);
  server.close();
});

base("a page that is not isolated does without threads, says why, and loads nothing for them", async ({ page }) => {
  const { found, requests } = await foundIn(page, {});
  expect(found).toEqual({ count: 1, reason: expect.stringContaining("not cross-origin isolated"), same: true });
  expect(requests.filter((path) => /kernel-thread|kernels-threads/.test(path))).toEqual([]);
});
