/** Exercises of a site's own in the element: by object, by address, and those that were written to attack the page. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attacks } from "../markdown/attacks.js";
import { launch, type Visit, visit } from "./browser.js";
import { attention, editable, soon } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

const json = readFileSync("web/cli/example/exercise.json", "utf8");
type Data = Record<string, unknown>;
const example = (): Data => JSON.parse(json);
const programOf = (lines: unknown) => (lines as readonly string[]).join("\n");
const solution = programOf((example().solution as Data).javascript);
const ignoring = solution.replace(" / temperature", "");

let site: Site;
let browser: Browser;
let opened: Visit;
let page: Page;
/** What the address own.json gives. */
let served: { status?: number; body: string };

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
  opened = await visit(browser, site);
  page = opened.page;
  await page.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", ...served }));
}, 60_000);

beforeEach(async () => {
  served = { body: json };
  opened.complaints.length = 0;
  // Another address each time, so that the page starts anew.
  await page.goto("about:blank");
  await opened.go(attention);
  await editable(page);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

interface Told {
  readonly name: string;
  readonly exercise: string;
  readonly message?: string;
  readonly kept?: readonly string[];
}

/** Puts an own exercise at the end of the page, with a memory that notes its keys; events go to `window.told`. */
const put = (options: { readonly exercise?: unknown; readonly attributes?: Readonly<Record<string, string>> }) =>
  page.evaluate(({ exercise, attributes = {} }) => {
    document.querySelector("#own")?.remove();
    const element = Object.assign(document.createElement("attention-exercise"), { id: "own" });
    const told: unknown[] = [];
    const kept = new Map<string, unknown>();
    const nothing = { sources: {}, hints: 0, revealed: false, solved: false };
    const memory = {
      read: (key: string) => kept.get(key) ?? nothing,
      write: (key: string, it: unknown) => kept.set(key, it),
    };
    Object.assign(window, { told, kept });
    for (const name of ["ready", "run", "result", "solved", "error"])
      element.addEventListener(`attention-${name}`, (event) => {
        const { exercise, message, report } = (event as CustomEvent).detail;
        told.push({ name, exercise, message, verdict: report?.verdict, mistake: report?.diagnosis?.mistake });
      });
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    Object.assign(element, { memory, ...(exercise ? { exercise } : {}) });
    element.lang ||= "en";
    document.body.append(element);
  }, options);

const told = (): Promise<readonly Told[]> => page.evaluate(() => (window as unknown as { told: Told[] }).told);
const keys = () => page.evaluate(() => [...(window as unknown as { kept: Map<string, unknown> }).kept.keys()]);
const own = () => page.locator("#own");
const write = (source: string) =>
  own().evaluate(
    (element, text) => (element as unknown as { setSource(source: string): void }).setSource(text),
    source,
  );
const ready = () => own().locator("attention-editor .cm-content").first().waitFor();
const press = (name: "Run" | "Submit") => own().getByRole("button", { name, exact: true }).click();

describe.each([
  ["an object", () => put({ exercise: example() })],
  ["an address", () => put({ attributes: { src: "own.json" } })],
])("%s", (_, show) => {
  test("is drawn, judged and diagnosed, and tells the page around it", async () => {
    await show();
    await ready();
    await own().getByRole("heading", { name: "Softmax with a temperature" }).waitFor();
    expect(await own().locator(".prose math").count()).toBeGreaterThan(1);
    expect(await own().locator(".heading p").textContent()).toBe("Numerics · Easy");
    await write(ignoring);
    await press("Run");
    await own().getByRole("heading", { name: "The temperature is not used" }).waitFor();
    await write(solution);
    await press("Submit");
    await own().locator("attention-report h2", { hasText: "Accepted" }).waitFor();
    expect(await told()).toMatchObject([
      { name: "ready" },
      { name: "run" },
      { name: "result", verdict: "wrong-answer", mistake: "temperature-ignored" },
      { name: "run" },
      { name: "result", verdict: "accepted" },
      { name: "solved" },
    ]);
    for (const { exercise } of await told()) expect(exercise).toBe("softmax-with-temperature");
    expect(await keys()).toEqual(["own:softmax-with-temperature"]);
    expect(opened.complaints).toEqual([]);
  });

  test("has hints and a solution, and speaks Chinese", async () => {
    await show();
    await ready();
    await own().getByRole("tab", { name: /Hints/ }).click();
    await own().getByRole("button", { name: "Show hint 1 of 3" }).click();
    await own().getByText("Without the temperature it is a plain softmax").waitFor();
    await own().getByRole("tab", { name: "Solution" }).click();
    await own().getByRole("button", { name: "Show the solution" }).click();
    await own().getByRole("button", { name: "Show it anyway" }).click();
    await own().getByText("Subtracting the maximum changes nothing").waitFor();
    await own().evaluate((element) => element.setAttribute("lang", "zh-CN"));
    await own().getByText("减去最大值不改变结果").waitFor();
    await own().getByRole("heading", { name: "带温度的 softmax" }).waitFor();
    expect(opened.complaints).toEqual([]);
  });
});

test("the languages offered are those that the exercise has", async () => {
  const { javascript: _, ...python } = example().starter as Data;
  await put({ exercise: { ...example(), starter: python }, attributes: { languages: "javascript" } });
  await ready();
  await expect.poll(() => own().locator(".editor .bar").textContent(), soon).toContain("Python");
  await put({ exercise: example(), attributes: { languages: "python javascript", language: "javascript" } });
  await ready();
  expect(
    await own()
      .getByRole("tab", { name: /Python|JavaScript/ })
      .count(),
  ).toBe(2);
});

test("a slug after an own exercise shows one of the package's, and an exercise without hints has no tab for them", async () => {
  await put({ exercise: { ...example(), hints: [] } });
  await ready();
  expect(await own().getByRole("tab", { name: /Hints/ }).count()).toBe(0);
  await own().evaluate((element) => Object.assign(element, { exercise: undefined, slug: "softmax" }));
  await own().getByRole("heading", { name: "Softmax", exact: true }).waitFor();
  await own().getByRole("tab", { name: /Hints/ }).waitFor();
  expect((await told()).at(-1)).toMatchObject({ name: "ready", exercise: "softmax" });
});

test("a page of the package's exercises loads nothing of this", async () => {
  const fresh = await visit(browser, site);
  await fresh.go(attention);
  await editable(fresh.page);
  await fresh.page.getByRole("button", { name: "Run", exact: true }).click();
  await fresh.page.locator("attention-report h2").waitFor();
  const asked = (words: RegExp) => [...fresh.requested].filter((path) => words.test(path));
  expect(asked(/own-content|markdown|scripts/)).toEqual([]);
  await fresh.close();
});

describe("an exercise that cannot be shown is said, and told as an error", () => {
  const at = (value: unknown, change: Data) => JSON.stringify({ ...(value as Data), ...change });
  test.each<readonly [string, { readonly status?: number; readonly body: string }, string]>([
    ["is absent", { status: 404, body: "" }, "cannot be fetched: the server says 404"],
    ["is no JSON", { body: "<!doctype html>" }, "The file is no JSON"],
    ["is too large", { body: `"${"x".repeat(1 << 20)}"` }, "is larger than 1048576 bytes"],
    ["is nested too deeply", { body: "[".repeat(100_000) }, "is nested more than 24 deep"],
    ["is incomplete", { body: at(example(), { title: undefined }) }, "title is missing"],
    [
      "takes a name of the package",
      { body: at(example(), { slug: "softmax" }) },
      "the name of an exercise of the package",
    ],
    [
      "has a key that pollutes",
      { body: json.replace('"slug"', '"__proto__": { "x": 1 }, "slug"') },
      'an unknown key "__proto__"',
    ],
  ])("it %s", async (_, answer, sentence) => {
    served = answer;
    await put({ attributes: { src: "own.json" } });
    await own().getByRole("alert").getByText(sentence).waitFor();
    expect(await told()).toMatchObject([{ name: "error", message: expect.stringContaining(sentence) }]);
    expect(await keys()).toEqual([]);
  });

  test.each(["javascript:alert(1)", "data:application/json,{}", "file:///etc/passwd", "blob:x", "http://["])(
    "its address is %s",
    async (src) => {
      await put({ attributes: { src } });
      await own().getByRole("alert").getByText("give the address of a JSON file").waitFor();
      expect(opened.complaints).toEqual([]);
    },
  );

  test("and Try again tries again", async () => {
    served = { status: 503, body: "" };
    await put({ attributes: { src: "own.json" } });
    await own().getByRole("alert").waitFor();
    served = { body: json };
    await own().getByRole("button", { name: "Try again" }).click();
    await ready();
  });
});

/** Everything of the element's own tree, through shadow roots, that a text should never become. */
const planted = () =>
  own().evaluate((host) => {
    const found: string[] = [];
    const search = (root: ParentNode) => {
      for (const element of root.querySelectorAll("*")) {
        const { localName } = element;
        if (/^(?:script|img|iframe|object|embed|form|link|meta|base|video|audio|a)$/.test(localName)) {
          if (localName !== "a" || !/^(?:https?:|mailto:|#)/.test(element.getAttribute("href") ?? ""))
            found.push(element.outerHTML);
        }
        for (const { name } of element.attributes) if (/^on/.test(name)) found.push(element.outerHTML);
        if (element.closest(".prose") && element.closest("[style]")) found.push(element.outerHTML);
        if (element.shadowRoot) search(element.shadowRoot);
      }
    };
    if (host.shadowRoot) search(host.shadowRoot);
    return { found, attacked: "attacked" in window };
  });

describe("texts that attack", () => {
  test.each(attacks)("$name", async ({ markdown }) => {
    const title = markdown.slice(0, 200);
    const { cases, mistakes, signature, pictures } = example() as Record<string, Data[]>;
    const attack = {
      ...example(),
      title,
      prompt: markdown,
      hints: [markdown, markdown],
      solution: { ...(example().solution as Data), explanation: markdown },
      signature: { ...signature, out: { shape: ["n", "m"], about: title } },
      cases: cases?.map((it) => ({ ...it, title })),
      pictures: pictures?.map((it) => ({ ...it, title, rows: title, columns: title })),
      mistakes: mistakes?.map((it) => ({ ...it, title, explanation: markdown })),
    };
    served = { body: JSON.stringify(attack) };
    await put({ attributes: { src: "own.json" } });
    await ready();
    await own().getByRole("tab", { name: /Hints/ }).click();
    await own().getByRole("button", { name: "Show hint 1 of 2" }).click();
    expect(await planted()).toEqual({ found: [], attacked: false });
    await own().getByRole("tab", { name: "Solution" }).click();
    await own().getByRole("button", { name: "Show the solution" }).click();
    await own().getByRole("button", { name: "Show it anyway" }).click();
    expect(await planted()).toEqual({ found: [], attacked: false });
    await own().getByRole("tab", { name: "Task" }).click();
    await write(ignoring);
    await press("Run");
    await own().locator("attention-report .mistake").waitFor();
    expect(await planted()).toEqual({ found: [], attacked: false });
    expect(opened.complaints, "no request to another host, no violation of the policy").toEqual([]);
  });
});

test("every text of the package's exercises would pass as a stranger's", async () => {
  const texts = readdirSync("web/exercises", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  expect(texts.length).toBeGreaterThan(100);
  // Twenty at a time, as hints.
  for (let i = 0; i < texts.length; i += 20) {
    const hints = texts.slice(i, i + 20).map((path) => readFileSync(join("web/exercises", path), "utf8"));
    await put({ exercise: { ...example(), hints } });
    await ready();
    const shown = await own().evaluate((element) => {
      const { words } = element as unknown as { words: { hints: readonly string[] } };
      return words.hints.map((html) => html.slice(0, 5));
    });
    expect(shown.filter((start) => start === "<pre>")).toEqual([]);
    expect(shown.length).toBe(hints.length);
  }
});

test("no program of a file runs before Run, and then away from the page", async () => {
  const hostile = "globalThis.attacked = 1; document.title = 'attacked'; fetch('/attacked');";
  const data = example();
  const { solution: solved, mistakes, starter } = data as Record<string, Data[] & Data>;
  served = {
    body: JSON.stringify({
      ...data,
      starter: { ...starter, javascript: `${hostile}\n${programOf(starter?.javascript)}` },
      solution: { ...solved, javascript: solution },
      mistakes: mistakes?.map((it) => ({
        ...it,
        ways: [`${hostile}\n${ignoring}`, `try { ${hostile} } catch {}\n${ignoring}`],
      })),
    }),
  };
  // Everything that goes to a worker goes through a port.
  await page.evaluate(() => {
    const sent: string[] = [];
    const { postMessage } = MessagePort.prototype;
    const spy = function (this: MessagePort, ...parts: readonly [{ readonly source?: unknown }]) {
      const [message] = parts;
      if (typeof message?.source === "string") sent.push(message.source);
      return Reflect.apply(postMessage, this, parts);
    };
    Object.assign(MessagePort.prototype, { postMessage: spy });
    Object.assign(window, { sent });
  });
  const sent = () => page.evaluate(() => (window as unknown as { sent: string[] }).sent);
  await put({ attributes: { src: "own.json" } });
  await ready();
  await own().getByRole("tab", { name: "Solution" }).click();
  await own().getByRole("tab", { name: "Task" }).click();
  await page.waitForTimeout(500);
  expect(await sent()).toEqual([]);
  await write(ignoring);
  await press("Run");
  await own().getByRole("heading", { name: "The temperature is not used" }).waitFor();
  expect((await sent()).length).toBeGreaterThan(2);
  expect(await page.evaluate(() => ["attacked" in window, document.title])).not.toContain(true);
  expect(await page.title()).not.toBe("attacked");
  expect([...opened.requested].filter((path) => path.endsWith("attacked"))).toEqual([]);
});

test("an own solution that fails is the judge's failure, not the learner's", async () => {
  const { solution: solved } = example() as Record<string, Data>;
  await put({
    exercise: {
      ...example(),
      solution: { ...solved, javascript: "function softChoice() { throw new Error('tired'); }" },
    },
  });
  await ready();
  await press("Run");
  await own()
    .getByText(/The exercise's own solution fails in its case "two-rows".*tired/)
    .waitFor();
  expect((await told()).at(-1)).toMatchObject({ name: "error", exercise: "softmax-with-temperature" });
});

test("functions of an object stay in the page, and are the author's own", async () => {
  await page.evaluate((data) => {
    const exercise = {
      ...data,
      cases: (random: { normal(shape: readonly number[]): unknown }) => [
        { name: "one", inputs: { x: random.normal([2, 3]), temperature: 2 } },
      ],
      expected: (
        kernels: { softmax: (inputs: unknown) => { y: unknown } },
        { x, temperature }: { x: { shape: number[]; data: Float32Array }; temperature: number },
      ) => ({
        out: kernels.softmax({ x: { shape: x.shape, data: x.data.map((value) => value / temperature) } }).y,
      }),
      mistakes: [],
    };
    const element = Object.assign(document.createElement("attention-exercise"), { id: "own", exercise });
    document.querySelector("#own")?.remove();
    document.body.append(element);
  }, example());
  await ready();
  await write(solution);
  await press("Submit");
  await own().locator("attention-report h2", { hasText: "Accepted" }).waitFor();
});
