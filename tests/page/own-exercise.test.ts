/** Exercises of a site's own in the element: by object, by address, and those that were written to attack the page. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attacks } from "../markdown/attacks.js";
import { attention } from "./exercise-page.js";
import { expect } from "./fixtures.js";
import { type Data, example, json, type OwnOnPage, test } from "./own-on-page.js";

const programOf = (lines: unknown) => (lines as readonly string[]).join("\n");
const solution = programOf((example().solution as Data).javascript);
const ignoring = solution.replace(" / temperature", "");

const ways = {
  "an object": (own: OwnOnPage) => own.put({ exercise: example() }),
  "an address": (own: OwnOnPage) => own.put({ attributes: { src: "own.json" } }),
} as const;

for (const [way, show] of Object.entries(ways))
  test.describe(way, () => {
    test("is drawn, judged and diagnosed, and tells the page around it", async ({ own }) => {
      await show(own);
      await expect(own.editor).toBeVisible();
      await expect(own.element.getByRole("heading", { name: "Softmax with a temperature" })).toBeVisible();
      expect(await own.element.locator(".prose math").count()).toBeGreaterThan(1);
      await expect(own.element.locator(".heading p")).toHaveText("Numerics · Easy");
      await own.run(ignoring);
      await expect(own.element.getByRole("heading", { name: "The temperature is not used" })).toBeVisible();
      await own.submit(solution);
      await expect(own.verdict.filter({ hasText: "Accepted" })).toBeVisible();
      expect(await own.told()).toMatchObject([
        { name: "ready" },
        { name: "run" },
        { name: "result", verdict: "wrong-answer", mistake: "temperature-ignored" },
        { name: "run" },
        { name: "result", verdict: "accepted" },
        { name: "solved" },
      ]);
      for (const { exercise } of await own.told()) expect(exercise).toBe("softmax-with-temperature");
      expect(await own.keys()).toEqual(["own:softmax-with-temperature"]);
    });

    test("has hints and a solution, and speaks Chinese", async ({ own }) => {
      await show(own);
      await expect(own.editor).toBeVisible();
      await own.element.getByRole("tab", { name: /Hints/ }).click();
      await own.element.getByRole("button", { name: "Show hint 1 of 3" }).click();
      await expect(own.element.getByText("Without the temperature it is a plain softmax")).toBeVisible();
      await own.element.getByRole("tab", { name: "Solution" }).click();
      await own.element.getByRole("button", { name: "Show the solution" }).click();
      await own.element.getByRole("button", { name: "Show it anyway" }).click();
      await expect(own.element.getByText("Subtracting the maximum changes nothing")).toBeVisible();
      await own.element.evaluate((element) => element.setAttribute("lang", "zh-CN"));
      await expect(own.element.getByText("减去最大值不改变结果")).toBeVisible();
      await expect(own.element.getByRole("heading", { name: "带温度的 softmax" })).toBeVisible();
    });
  });

test("the languages offered are those that the exercise has", async ({ own }) => {
  const { javascript: _, ...python } = example().starter as Data;
  await own.put({ exercise: { ...example(), starter: python }, attributes: { languages: "javascript" } });
  await expect(own.editor).toBeVisible();
  await expect(own.element.locator(".editor .bar")).toContainText("NumPy");
  await own.put({ exercise: example(), attributes: { languages: "python javascript", language: "javascript" } });
  await expect(own.editor).toBeVisible();
  await expect(own.element.getByRole("tab", { name: /NumPy|JavaScript/ })).toHaveCount(2);
});

test("a slug after an own exercise shows one of the package's, and an exercise without hints has no tab for them", async ({
  own,
}) => {
  await own.put({ exercise: { ...example(), hints: [] } });
  await expect(own.editor).toBeVisible();
  await expect(own.element.getByRole("tab", { name: /Hints/ })).toHaveCount(0);
  await own.element.evaluate((element) => Object.assign(element, { exercise: undefined, slug: "softmax" }));
  await expect(own.element.getByRole("heading", { name: "Softmax", exact: true })).toBeVisible();
  await expect(own.element.getByRole("tab", { name: /Hints/ })).toBeVisible();
  expect((await own.told()).at(-1)).toMatchObject({ name: "ready", exercise: "softmax" });
});

test("a page of the package's exercises loads nothing of this", async ({ page, exercise, visit }) => {
  await page.goto(attention);
  await exercise.run();
  await expect(exercise.verdict).toBeVisible();
  const asked = (words: RegExp) => [...visit.requested].filter((path) => words.test(path));
  expect(asked(/own-content|markdown|scripts/)).toEqual([]);
});

test.describe("an exercise that cannot be shown is said, and told as an error", () => {
  const at = (value: unknown, change: Data) => JSON.stringify({ ...(value as Data), ...change });
  const problems: readonly (readonly [string, OwnOnPage["served"], string])[] = [
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
  ];
  for (const [what, answer, sentence] of problems)
    test(`it ${what}`, async ({ own, visit }) => {
      visit.tolerate(/the server responded with a status of 404/);
      own.served = answer;
      await own.put({ attributes: { src: "own.json" } });
      await expect(own.element.getByRole("alert").getByText(sentence)).toBeVisible();
      expect(await own.told()).toMatchObject([{ name: "error", message: expect.stringContaining(sentence) }]);
      expect(await own.keys()).toEqual([]);
    });

  for (const src of ["javascript:alert(1)", "data:application/json,{}", "file:///etc/passwd", "blob:x", "http://["])
    test(`its address is ${src}`, async ({ own }) => {
      await own.put({ attributes: { src } });
      await expect(own.element.getByRole("alert").getByText("give the address of a JSON file")).toBeVisible();
    });

  test("and Try again tries again", async ({ own, visit }) => {
    visit.tolerate(/the server responded with a status of 503/);
    own.served = { status: 503, body: "" };
    await own.put({ attributes: { src: "own.json" } });
    await expect(own.element.getByRole("alert")).toBeVisible();
    own.served = { body: json };
    await own.element.getByRole("button", { name: "Try again" }).click();
    await expect(own.editor).toBeVisible();
  });
});

/** So many attacks come one after another in one page, which takes longer to load than to attack. */
const atOnce = 6;

test.describe("texts that attack", () => {
  for (let first = 0; first < attacks.length; first += atOnce)
    test(`attack ${first + 1} and those after it`, async ({ own }) => {
      for (const { name, markdown } of attacks.slice(first, first + atOnce))
        await test.step(name, () => attackEverywhere(own, markdown));
    });
});

/** The text in every place where an exercise has text, each of which is looked at. */
async function attackEverywhere(own: OwnOnPage, markdown: string): Promise<void> {
  const title = markdown.slice(0, 200);
  const { cases, mistakes, signature, pictures } = example() as Record<string, Data[]>;
  const attack = {
    ...example(),
    title,
    prompt: markdown,
    hints: [markdown, markdown],
    solution: { ...(example().solution as Data), explanation: markdown },
    signature: { ...signature, outputs: [{ name: "out", shape: ["n", "m"], about: title }] },
    cases: cases?.map((it) => ({ ...it, title })),
    pictures: pictures?.map((it) => ({ ...it, title, rows: title, columns: title })),
    mistakes: mistakes?.map((it) => ({ ...it, title, explanation: markdown })),
  };
  own.served = { body: JSON.stringify(attack) };
  await own.put({ attributes: { src: "own.json" } });
  await expect(own.editor).toBeVisible();
  await own.element.getByRole("tab", { name: /Hints/ }).click();
  await own.element.getByRole("button", { name: "Show hint 1 of 2" }).click();
  expect(await own.planted()).toEqual({ found: [], attacked: false });
  await own.element.getByRole("tab", { name: "Solution" }).click();
  await own.element.getByRole("button", { name: "Show the solution" }).click();
  await own.element.getByRole("button", { name: "Show it anyway" }).click();
  expect(await own.planted()).toEqual({ found: [], attacked: false });
  await own.element.getByRole("tab", { name: "Task" }).click();
  await own.run(ignoring);
  await expect(own.element.locator("attention-report .mistake")).toBeVisible();
  expect(await own.planted()).toEqual({ found: [], attacked: false });
}

test("every text of the package's exercises would pass as a stranger's", async ({ own }) => {
  const texts = readdirSync("web/exercises", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  expect(texts.length).toBeGreaterThan(100);
  // Twenty at a time, as hints.
  for (let i = 0; i < texts.length; i += 20) {
    const hints = texts.slice(i, i + 20).map((path) => readFileSync(join("web/exercises", path), "utf8"));
    await own.put({ exercise: { ...example(), hints } });
    await expect(own.editor).toBeVisible();
    const shown = await own.element.evaluate((element) => {
      const { session } = element as unknown as { session: { state: { words: { hints: readonly string[] } } } };
      return session.state.words.hints.map((html) => html.slice(0, 5));
    });
    expect(shown.filter((start) => start === "<pre>")).toEqual([]);
    expect(shown.length).toBe(hints.length);
  }
});

test("no program of a file runs before Run, and then away from the page", async ({ own, page, visit }) => {
  const hostile = "globalThis.attacked = 1; document.title = 'attacked'; fetch('/attacked');";
  const data = example();
  const { solution: solved, mistakes, starter } = data as Record<string, Data[] & Data>;
  own.served = {
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
  await own.put({ attributes: { src: "own.json" } });
  await expect(own.editor).toBeVisible();
  await own.element.getByRole("tab", { name: "Solution" }).click();
  await own.element.getByRole("tab", { name: "Task" }).click();
  await visit.quiet();
  expect(await sent()).toEqual([]);
  await own.run(ignoring);
  await expect(own.element.getByRole("heading", { name: "The temperature is not used" })).toBeVisible();
  expect((await sent()).length).toBeGreaterThan(2);
  expect(await page.evaluate(() => ["attacked" in window, document.title])).not.toContain(true);
  expect(await page.title()).not.toBe("attacked");
  expect([...visit.requested].filter((path) => path.endsWith("attacked"))).toEqual([]);
});

test("an own solution that fails is the judge's failure, not the learner's", async ({ own }) => {
  const { solution: solved } = example() as Record<string, Data>;
  await own.put({
    exercise: {
      ...example(),
      solution: { ...solved, javascript: "function softChoice() { throw new Error('tired'); }" },
    },
  });
  await expect(own.editor).toBeVisible();
  await own.run();
  await own.element.getByText(/The exercise's own solution fails in its case "two-rows".*tired/).waitFor();
  expect((await own.told()).at(-1)).toMatchObject({ name: "error", exercise: "softmax-with-temperature" });
});

test("functions of an object stay in the page, and are the author's own", async ({ own, page }) => {
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
  await expect(own.editor).toBeVisible();
  await own.submit(solution);
  await expect(own.verdict.filter({ hasText: "Accepted" })).toBeVisible();
});
