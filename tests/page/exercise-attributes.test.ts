import type { Page } from "@playwright/test";
import type { AttentionExercise } from "../../web/elements/index.js";
import { attention, ExerciseOnPage, unscaled } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

/** Puts another exercise below the page. */
const append = (page: Page, loading: string) =>
  page.evaluate((value) => {
    const element = document.createElement("attention-exercise");
    element.id = "own";
    element.setAttribute("slug", "softmax");
    element.setAttribute("loading", value);
    document.body.append(element);
  }, loading);

test("an exercise that becomes lazy when it is in the page loads when it is near", async ({ page, exercise }) => {
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  await append(page, "click");
  const own = new ExerciseOnPage(page.locator("#own"));
  await expect(own.element.getByRole("button", { name: "Start the exercise" })).toBeVisible();
  await own.element.evaluate((element) => element.setAttribute("loading", "lazy"));
  await own.element.scrollIntoViewIfNeeded();
  await expect(own.editor).toBeVisible();
});

test("where nothing tells what comes near, a lazy exercise loads at once", async ({ page, exercise }) => {
  await page.addInitScript("delete globalThis.IntersectionObserver");
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  await append(page, "lazy");
  await expect(page.locator("#own .cm-content")).toBeVisible();
});

test("an exam that begins while the solution is open closes it, and takes back the name of a mistake", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.submit(unscaled);
  await expect(page.locator("attention-report .mistake")).toBeVisible();
  await page.getByRole("tab", { name: "Solution" }).click();
  await page.getByRole("button", { name: "Show the solution" }).click();
  await page.getByRole("button", { name: "Show it anyway" }).click();
  const solution = page.locator("attention-solution");
  await expect(solution.locator(".cm-content")).toBeVisible();
  const exam = (on: boolean) =>
    exercise.element.evaluate((element, is) => {
      (element as AttentionExercise).exam = is;
    }, on);
  await exam(true);
  await expect(solution).toHaveCount(0);
  await expect(page.locator("attention-signature")).toBeVisible();
  await expect(page.locator("attention-report .mistake")).toHaveCount(0);
  await exam(false);
  await expect(page.getByRole("tab", { name: "Task", selected: true })).toBeVisible();
  await expect(solution).toHaveCount(0);
});

test("the editor tells its text with the change", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.write("");
  const editor = exercise.element.locator("attention-editor");
  await editor.evaluate((element) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    element.addEventListener("change", (event) => told.push((event as CustomEvent).detail));
  });
  await editor.locator(".cm-content").focus();
  await page.keyboard.type("ab");
  expect(await page.evaluate(() => (window as unknown as { told: unknown }).told)).toEqual(["a", "ab"]);
});
