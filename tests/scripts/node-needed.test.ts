import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { inWords, isInRange, whyNotNode } from "../../web/scripts/node-needed.mjs";

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const { engines, scripts, dependencies, devDependencies } = readJson("package.json");
const range: string = engines.node;

test("every release of Node that we allow is one that each of our packages allows", () => {
  const lowest = range.match(/\d+\.\d+\.\d+/g) ?? [];
  expect(lowest.length).toBeGreaterThan(0);
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const wanted = readJson(`node_modules/${name}/package.json`).engines?.node;
    if (wanted === undefined) continue;
    for (const version of lowest) expect(isInRange(version, wanted), `${name} wants ${wanted}: ${version}`).toBe(true);
  }
});

test.each(["18.20.8", "20.18.3", "21.7.3", "22.11.0"])(
  "Node %s is too old, and a sentence says which will do",
  (version) => {
    expect(whyNotNode(version, "^20.19.0 || ^22.12.0 || >=24.0.0")).toBe(
      `Node ${version} is running this. It needs 20.19 or a later 20, or 22.12 or a later 22, or 24 or later: https://nodejs.org`,
    );
  },
);

test.each(["20.19.0", "20.20.2", "22.12.0", "24.0.0", "27.1.0"])("Node %s will do", (version) => {
  expect(whyNotNode(version, "^20.19.0 || ^22.12.0 || >=24.0.0")).toBeUndefined();
});

test("a range that we cannot read is no permission", () => {
  expect(() => whyNotNode("24.0.0", "20 - 22")).toThrow("20 - 22");
});

test("the texts name the same releases", () => {
  const text = (path: string) => readFileSync(path, "utf8").replace(/\s+/g, " ");
  expect(text("README.md")).toContain(`Node (${inWords(range)})`);
  expect(text("web/site/docs/getting-started.en.md")).toContain(`Node (${inWords(range)})`);
  const chinese = /Node（(.*?)）/.exec(text("web/site/docs/getting-started.zh.md"))?.[1];
  expect(chinese?.match(/\d+\.\d+|\d+(?= 及)/g)).toEqual(inWords(range).match(/\d+\.\d+|\d+(?= or later)/g));
});

test.each(Object.entries<string>(scripts))("npm run %s says it, and does nothing else", async (_, command) => {
  const [node, ...args] = command.split(" ");
  expect(node).toBe("node");
  const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });`;
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(old)}`];
  const ended = promisify(execFile)(process.execPath, [...preload, ...args], { timeout: 10_000 });
  await expect(ended).rejects.toMatchObject({ code: 1, stdout: "", stderr: `${whyNotNode("18.20.8", range)}\n` });
});
