/** The line between task and code, on wide screens. */
import { attention } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";

const least = 18 * 16;

test("the line between task and code is moved by keys, and stays where it was put", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.editor.waitFor();
  const line = page.getByRole("separator", { name: "Width of the task" });
  const task = page.getByRole("region", { name: "About the exercise" });
  const widthOf = async () => (await task.boundingBox())?.width ?? Number.NaN;
  const usual = await widthOf();
  await expect(line).toHaveAttribute("aria-valuenow", "40");
  await line.focus();
  // Its module is loaded now.
  await expect(async () => {
    await page.keyboard.press("Home");
    expect(await widthOf()).toBeCloseTo(least, 0);
  }).toPass();
  const atLeast = Number(await line.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowRight");
  await expect(line).toHaveAttribute("aria-valuenow", `${atLeast + 2}`);
  expect(await widthOf()).toBeGreaterThan(least + 10);
  await page.keyboard.press("End");
  const most = await widthOf();
  expect(most).toBeGreaterThan(usual);
  expect((await exercise.element.locator(".editor").first().boundingBox())?.width).toBeCloseTo(26 * 16, 0);
  await page.keyboard.press("ArrowLeft");
  const chosen = await widthOf();
  expect(chosen).toBeLessThan(most);
  await expectAccessible(page, "split");

  await page.reload();
  await exercise.editor.waitFor();
  await expect.poll(widthOf).toBeCloseTo(chosen, 0);
  await expect(async () => {
    await line.dblclick();
    expect(await widthOf()).toBeCloseTo(usual, 0);
  }).toPass();
  await expect(line).toHaveAttribute("aria-valuenow", "40");
});

test("it follows the pointer", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.editor.waitFor();
  const line = page.getByRole("separator");
  await line.hover();
  const box = await line.boundingBox();
  if (!box) throw new Error("no line");
  const [x, y] = [box.x + box.width / 2, 300];
  await expect(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y, { steps: 3 });
    expect((await line.boundingBox())?.x).toBeCloseTo(box.x + 90, 0);
  }).toPass();
  await page.mouse.up();
  await page.reload();
  await exercise.editor.waitFor();
  await expect.poll(async () => (await line.boundingBox())?.x).toBeCloseTo(box.x + 90, -0.5);
});

test.describe(() => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("on a narrow screen there is none", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.editor.waitFor();
    await expect(page.getByRole("separator")).toHaveCount(0);
  });
});
