import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, type Visit, visit } from "./browser.js";
import { soon } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
  opened = await visit(browser, site);
  await opened.go("");
  await opened.page.locator("attention-heatmap").first().waitFor();
}, 60_000);

afterAll(async () => {
  expect(opened.complaints).toEqual([]);
  await browser?.close();
  site?.close();
});

/** A heat map of its own in the page. */
async function heatmap(attributes: Readonly<Record<string, string>>) {
  await opened.page.evaluate((all) => {
    document.querySelector("#subject")?.remove();
    const element = document.createElement("attention-heatmap");
    element.id = "subject";
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    document.body.append(element);
  }, attributes);
  return opened.page.locator("#subject");
}

const two = {
  shape: "2 3",
  data: "0.7 0.2 0.1 nan 1 -inf",
  "row-labels": "the|cat",
  "column-labels": "a|b|c",
  "row-title": "query",
  "column-title": "key",
  label: "Weights",
};

test("draws a cell for each value and names it", async () => {
  const map = await heatmap(two);
  expect(await map.getByRole("gridcell").count()).toBe(6);
  expect(await map.getByRole("gridcell").first().getAttribute("aria-label")).toBe("query the · key a: 0.7000");
  expect(await map.getByRole("gridcell").nth(3).getAttribute("class")).toBe("nan");
  expect(await map.getByRole("gridcell").nth(5).getAttribute("class")).toBe("infinite low");
});

test("shows the value on hover and on focus, and arrow keys move", async () => {
  const map = await heatmap(two);
  await map.getByRole("gridcell").nth(1).hover();
  await expect.poll(() => map.locator(".readout").textContent(), soon).toBe("query the · key b: 0.2000");
  await opened.page.mouse.move(0, 0);
  await map.locator("[role=gridcell][tabindex='0']").focus();
  await opened.page.keyboard.press("ArrowRight");
  await opened.page.keyboard.press("ArrowDown");
  await expect.poll(() => map.locator(".readout").textContent(), soon).toBe("query cat · key b: 1.0000");
  await opened.page.keyboard.press("Home");
  await opened.page.keyboard.press("ArrowUp");
  await opened.page.keyboard.press("ArrowUp");
  await expect.poll(() => map.locator(".readout").textContent(), soon).toBe("query the · key a: 0.7000");
  expect(await map.locator("[role=gridcell][tabindex='0']").count()).toBe(1);
});

test("gives all values as a table", async () => {
  const map = await heatmap(two);
  await map.locator("summary").click();
  await expect.poll(() => map.locator("tbody tr").count(), soon).toBe(2);
  expect(await map.locator("tbody tr").first().innerText()).toMatch(/the\s+0\.7000\s+0\.2000\s+0\.1000/);
});

test("selects batch and head, and says so", async () => {
  const map = await heatmap({ shape: "2 2 1 2", data: "0 1 2 3 4 5 6 7" });
  const selected = opened.page.evaluate(
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
  await expect
    .poll(() => map.getByRole("gridcell").first().getAttribute("aria-label"), soon)
    .toBe("row 0 · column 0: 6.0000");
});

test("hatches masked cells and uses two hues for signed values", async () => {
  const map = await heatmap({ shape: "1 3", data: "-1 0 1" });
  await map.evaluate((element) => Object.assign(element, { mask: [true, true, false] }));
  await expect.poll(() => map.getByRole("gridcell").nth(2).getAttribute("class"), soon).toBe("masked");
  expect(await map.getByRole("gridcell").nth(0).getAttribute("class")).toBe("d0");
  expect(await map.getByRole("gridcell").nth(1).getAttribute("class")).toBe("d24");
  expect(await map.getByRole("gridcell").nth(2).getAttribute("aria-label")).toContain("masked");
});

test("says when data and shape do not fit", async () => {
  const map = await heatmap({ shape: "2 2", data: "1 2 3" });
  await expect.poll(() => map.locator(".problem").textContent(), soon).toContain("do not fit");
});
