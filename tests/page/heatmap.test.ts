import type { Locator } from "@playwright/test";
import { test as base, expect } from "./fixtures.js";

/** Puts a heat map of its own into the page. */
const test = base.extend<{ readonly heatmap: (attributes: Readonly<Record<string, string>>) => Promise<Locator> }>({
  heatmap: async ({ page }, use) => {
    await page.goto("./");
    await expect(page.locator("attention-heatmap").first()).toBeVisible();
    await use(async (attributes) => {
      await page.evaluate((all) => {
        const element = document.createElement("attention-heatmap");
        element.id = "subject";
        for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
        document.body.append(element);
      }, attributes);
      return page.locator("#subject");
    });
  },
});

const two = {
  shape: "2 3",
  data: "0.7 0.2 0.1 nan 1 -inf",
  "row-labels": "the|cat",
  "column-labels": "a|b|c",
  "row-title": "query",
  "column-title": "key",
  label: "Weights",
};

test("draws a cell for each value and names it", async ({ heatmap }) => {
  const map = await heatmap(two);
  await expect(map.getByRole("gridcell")).toHaveCount(6);
  await expect(map.getByRole("gridcell").first()).toHaveAttribute("aria-label", "query the · key a: 0.7000");
  await expect(map.getByRole("gridcell").nth(3)).toHaveAttribute("class", "nan");
  await expect(map.getByRole("gridcell").nth(5)).toHaveAttribute("class", "infinite low");
});

test("shows the value on hover and on focus, and arrow keys move", async ({ heatmap, page }) => {
  const map = await heatmap(two);
  await map.getByRole("gridcell").nth(1).hover();
  await expect(map.locator(".readout")).toHaveText("query the · key b: 0.2000");
  await page.mouse.move(0, 0);
  await map.locator("[role=gridcell][tabindex='0']").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(map.locator(".readout")).toHaveText("query cat · key b: 1.0000");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(map.locator(".readout")).toHaveText("query the · key a: 0.7000");
  await expect(map.locator("[role=gridcell][tabindex='0']")).toHaveCount(1);
});

test("gives all values as a table", async ({ heatmap }) => {
  const map = await heatmap(two);
  await map.locator("summary").click();
  await expect(map.locator("tbody tr")).toHaveCount(2);
  await expect(map.locator("tbody tr").first()).toHaveText(/the\s+0\.7000\s+0\.2000\s+0\.1000/, { useInnerText: true });
});

test("selects batch and head, and says so", async ({ heatmap, page }) => {
  const map = await heatmap({ shape: "2 2 1 2", data: "0 1 2 3 4 5 6 7" });
  const selected = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener("attention-select", (event) => resolve((event as CustomEvent).detail), {
          once: true,
        }),
      ),
  );
  await map.locator("select").nth(0).selectOption("1");
  expect(await selected).toEqual({ version: 1, selection: [1, 0] });
  await map.locator("select").nth(1).selectOption("1");
  await expect(map.getByRole("gridcell").first()).toHaveAttribute("aria-label", "row 0 · column 0: 6.0000");
});

test("hatches masked cells and uses two hues for signed values", async ({ heatmap }) => {
  const map = await heatmap({ shape: "1 3", data: "-1 0 1" });
  await map.evaluate((element) => Object.assign(element, { mask: [true, true, false] }));
  await expect(map.getByRole("gridcell").nth(2)).toHaveAttribute("class", "masked");
  await expect(map.getByRole("gridcell").nth(0)).toHaveAttribute("class", "d0");
  await expect(map.getByRole("gridcell").nth(1)).toHaveAttribute("class", "d24");
  await expect(map.getByRole("gridcell").nth(2)).toHaveAttribute("aria-label", /masked/);
});

test("says when data and shape do not fit", async ({ heatmap }) => {
  const map = await heatmap({ shape: "2 2", data: "1 2 3" });
  await expect(map.locator(".problem")).toContainText("do not fit");
});

test("a decoding step sees the keys before it, when it says where it stands", async ({ heatmap }) => {
  const step = { causal: "", q: "1 0", "q-shape": "1 2", k: "1 0 0 1 1 0", "k-shape": "3 2" };
  const map = await heatmap({ ...step, "query-offset": "1" });
  const cells = map.getByRole("gridcell");
  await expect(cells).toHaveCount(3);
  // exp(1 / sqrt 2) beside exp(0).
  await expect(cells.nth(0)).toHaveAttribute("aria-label", /0\.6698/);
  await expect(cells.nth(1)).toHaveAttribute("aria-label", /0\.3302/);
  await expect(cells.nth(2)).toHaveClass(/masked/);
});
