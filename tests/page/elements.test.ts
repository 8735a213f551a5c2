import { attention, attentionSlug, ExerciseOnPage, solutionOf } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";
import { servePackage } from "./package-server.js";

test("an exercise tells the page around it what happens, across shadow roots", async ({ page, exercise }) => {
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    for (const name of ["ready", "change", "run", "result", "hint", "solved", "error"]) {
      document.addEventListener(`attention-${name}`, (event) => {
        const { version, exercise, language, mode, hint, total, report } = (event as CustomEvent).detail;
        heard.push({ name, version, exercise, language, mode, hint, total, verdict: report?.verdict });
      });
    }
  });
  await page.goto(attention);
  await exercise.run(solutionOf(attentionSlug));
  await expect(page.getByText("Sample cases passed").first()).toBeVisible();
  await exercise.submit();
  await expect(page.locator("attention-report h2", { hasText: "Accepted" })).toBeVisible();
  await page.getByRole("tab", { name: /Hints/ }).click();
  await page.getByRole("button", { name: /Show hint 1/ }).click();
  const heard = (await page.evaluate(() => (window as unknown as { heard: { name: string }[] }).heard)) as readonly {
    readonly name: string;
  }[];
  const names = heard.map(({ name }) => name).filter((name, i, all) => name !== "change" || all[i - 1] !== "change");
  expect(names).toEqual(["ready", "change", "run", "result", "run", "result", "solved", "hint"]);
  for (const detail of heard)
    expect(detail).toMatchObject({ version: 2, exercise: attentionSlug, language: "javascript" });
  expect(heard.find(({ name }) => name === "run")).toMatchObject({ mode: "run" });
  expect(heard.findLast(({ name }) => name === "result")).toMatchObject({ mode: "submit", verdict: "accepted" });
  expect(heard.at(-1)).toMatchObject({ hint: 1 });
});

test("an exercise of its own in a page has tabs for its languages, and keeps the code of each", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  await page.evaluate(() => {
    const element = document.createElement("attention-exercise");
    element.id = "own";
    element.setAttribute("slug", "softmax");
    element.setAttribute("languages", "javascript python");
    document.body.append(element);
  });
  const own = page.locator("#own");
  const inPage = new ExerciseOnPage(own);
  await inPage.write("// mine\n");
  await own.getByRole("tab", { name: "NumPy" }).click();
  await expect.poll(() => inPage.source()).toContain("def softmax");
  await expect(own).toHaveAttribute("language", "python");
  await own.getByRole("tab", { name: "JavaScript" }).click();
  await expect.poll(() => inPage.source()).toBe("// mine\n");
});

test("a lazy exercise loads when it comes near, and one to click when it is clicked", async ({
  page,
  exercise,
  visit,
}) => {
  await page.goto("#/work");
  await expect(page.locator("dojo-work-view h1")).toBeVisible();
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  await page.evaluate(() => {
    const far = document.createElement("div");
    far.style.height = "5000px";
    document.body.append(far);
    for (const loading of ["lazy", "click"]) {
      const element = document.createElement("attention-exercise");
      element.id = loading;
      element.setAttribute("slug", "softmax");
      element.setAttribute("loading", loading);
      document.body.append(element);
    }
  });
  await visit.quiet();
  await expect(page.locator("#lazy .cm-content")).toHaveCount(0);
  await page.locator("#lazy").scrollIntoViewIfNeeded();
  await expect(page.locator("#lazy .cm-content")).toBeVisible();
  await expect(page.locator("#click .cm-content")).toHaveCount(0);
  await page.locator("#click").getByRole("button", { name: "Start the exercise" }).click();
  await expect(page.locator("#click .cm-content")).toBeVisible();
});

test("an unknown slug is said, and told as an error", async ({ page, exercise }) => {
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  const detail = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("attention-error", (event) => resolve((event as CustomEvent).detail), { once: true });
        const element = document.createElement("attention-exercise");
        element.setAttribute("slug", "nothing");
        document.body.append(element);
      }),
  );
  expect(detail).toMatchObject({ version: 2, exercise: "nothing", name: "RangeError" });
  await expect(page.getByText("The exercise could not be loaded.")).toBeVisible();
});

test("setAssetBase says where the files lie, and an exercise's own asset-base before it", async ({ context }) => {
  const script = `
import { setAssetBase } from "/elements.js";
setAssetBase("/elsewhere/");
for (const base of ["", "/own/"]) {
  const element = document.createElement("attention-exercise");
  for (const [name, value] of Object.entries({ slug: "softmax", languages: "python", language: "python", "asset-base": base }))
    element.setAttribute(name, value);
  document.body.append(element);
}`;
  const server = await servePackage("dist/standalone", script);
  const page = await context.newPage();
  await page.goto(server.url);
  const asked = () => [...new Set(server.requests.flatMap((path) => /^.*\.wasm$/.exec(path)?.[0] ?? []))];
  await expect.poll(() => asked().sort()).toEqual(["/elsewhere/kernels-relaxed.wasm", "/own/kernels-relaxed.wasm"]);
  server.close();
});
