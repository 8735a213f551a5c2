import type { Locator, Page } from "@playwright/test";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const address = "#/lab/sentence";

const tokens = (page: Page): Locator => page.locator("attention-sentence-arcs").getByRole("option");
const chosen = (page: Page): Locator => page.locator("attention-sentence-arcs [role=option][aria-selected=true]");
const arcs = (page: Page): Locator => page.locator("attention-sentence-arcs path");
const weight = (page: Page): Locator => page.locator("attention-sentence-cell li").last().locator("b");

async function predict(page: Page, which = 0): Promise<void> {
  await page.locator("attention-prediction input").nth(which).check();
  await page.locator("attention-prediction button").click();
  await expect(weight(page)).toBeVisible();
}

test("nothing that answers is shown before the prediction; then keys alone go from token to token and to a weight", async ({
  page,
}) => {
  await page.goto(address);
  const lab = page.locator("attention-lab-sentence");
  await expect(lab.getByRole("listitem").first()).toHaveText("The");
  await expect(lab.locator("attention-heatmap, attention-linked-heatmap, attention-sentence-path, path")).toHaveCount(
    0,
  );

  await page.locator("attention-prediction input").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("attention-prediction")).toContainText(
    "Correct. Read backwards, no weight changes by as much as 0.0001",
  );

  await expect(chosen(page)).toHaveText(/^cat/);
  await expect(arcs(page).first()).toBeAttached();
  await chosen(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(chosen(page)).toHaveText(/^chased/);
  await expect(chosen(page)).toBeFocused();
  // The row of the matrix, the number in it, and the weight step by step are the same.
  await expect(page.locator("attention-sentence-cell thead")).toContainText("q chased (4) k chased (8)");
  const cell = page.locator("attention-linked-heatmap [data-row='3'][data-column='7']");
  const value = Number((await cell.getAttribute("aria-label"))?.match(/[\d.]+$/)?.[0]);
  expect(Number(await weight(page).textContent())).toBeCloseTo(value, 3);
  await expect(tokens(page).nth(7)).toContainText(value.toFixed(2));
  await page.keyboard.press("End");
  await expect(chosen(page)).toHaveText(/^\./);
});

test("a cell of the heat map is looked at under the pointer, and chosen with a click", async ({ page }) => {
  await page.goto(address);
  await predict(page);
  const cellAt = (row: number, column: number) =>
    page.locator(`attention-linked-heatmap [data-row='${row}'][data-column='${column}']`);
  const head = page.locator("attention-sentence-cell thead");
  await cellAt(0, 4).hover();
  await expect(head).toContainText("q The k the");
  await page.mouse.move(0, 0);
  await expect(head).toContainText("q cat (2)");
  await cellAt(9, 1).click();
  await page.mouse.move(0, 0);
  await expect(head).toContainText("q cats k cat (2)");
  await expect(chosen(page)).toHaveText(/^cats/);
});

test("every switch changes the picture at once, and the reading says how much", async ({ page }) => {
  await page.goto(address);
  await predict(page, 1);
  await expect(page.locator("attention-prediction")).toContainText("No. Read backwards, no weight changes");
  const reading = page.locator("attention-lab-sentence .reading");
  await page.getByLabel("Causal mask").check();
  await expect(tokens(page).nth(5)).toHaveClass(/masked/);
  await expect(reading).toContainText("Causal mask, from off to on: the weight of “cat (2)” changed most");
  await page.getByLabel("Causal mask").uncheck();
  const before = await weight(page).textContent();
  for (const name of ["Temperature", "Softcap", "Window", "Sink"]) {
    await page.getByRole("slider", { name }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(reading).toContainText(`${name}, from `);
  }
  expect(await weight(page).textContent()).not.toBe(before);
  await expect(tokens(page).last()).toContainText("sink");
  await page.getByLabel("Positions").selectOption("rotary");
  await expect(page.getByRole("link", { name: "Rotary embedding" })).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(weight(page)).toHaveText(before ?? "");

  await page.getByLabel("Read backwards").check();
  await expect(tokens(page).first()).toContainText(".");
  await expect(weight(page)).toHaveText(before ?? "");
  await expect(reading).toContainText("no weight of this row changed");
});

test("byte pairs: the merges in order, and a slider that undoes them", async ({ page }) => {
  await page.goto(address);
  await page.getByText("Byte pairs").click();
  const merges = page.getByRole("list", { name: "Merges" }).getByRole("listitem");
  await expect(merges.first()).toHaveText(/␣ \+ c\s*× 5/);
  await page.getByRole("slider", { name: "Merges" }).focus();
  await page.keyboard.press("Home");
  await expect(page.locator("attention-sentence-arcs li").nth(3)).toHaveText("␣");
  await expect(page.getByText("47 tokens")).toBeVisible();
});

test("work survives a reload, and the address is a link to it", async ({ page, visitAnew, address: site }) => {
  await page.goto(address);
  await page.getByLabel("Sentence").fill("one fish two fish");
  await predict(page);
  await page.getByLabel("Positions").selectOption("alibi");
  await page.locator("attention-sentence-path label").filter({ hasText: "scores" }).click();
  await tokens(page).nth(2).click();
  await page.getByRole("tab", { name: "JavaScript" }).click();
  await expect(page).toHaveURL(/text=one\+fish\+two\+fish&positions=alibi&token=2/);
  const [shown, link] = [await weight(page).textContent(), page.url()];

  await page.reload();
  await expect(weight(page)).toHaveText(shown ?? "");
  await expect(page.getByLabel("Sentence")).toHaveValue("one fish two fish");
  await expect(page.locator("attention-linked-heatmap")).toContainText("scores");
  await expect(page.locator("attention-sentence-code code")).toContainText("const q = [");

  const { page: other } = await visitAnew(site);
  await other.goto(link);
  await expect(other.locator("attention-prediction form")).toBeVisible();
  await predict(other);
  await expect(weight(other)).toHaveText(shown ?? "");
});

test("a hostile link is text and clamped settings", async ({ page }) => {
  const text = `<img src=x onerror=alert(1)> \u202e${"long".repeat(60)}`;
  await page.goto(`${address}?${new URLSearchParams({ text, tokens: "characters", temperature: "-5", seed: "1e99" })}`);
  await expect(page.getByText("200 tokens. The first 48 are drawn")).toBeVisible();
  await predict(page);
  await expect(tokens(page)).toHaveCount(48);
  await expect(tokens(page).first()).toContainText("<");
  await expect(page.getByRole("slider", { name: "Temperature" })).toHaveValue("0.1");
  await page.getByLabel("Sentence").fill("");
  await expect(page.getByText("Type a sentence to begin.")).toBeVisible();
});

test("weights that another lab trained on this device can be chosen", async ({ page }) => {
  await page.goto(`${address}?weights=trained`);
  await predict(page);
  // There are none yet.
  await expect(page.getByRole("radio", { name: "By spelling" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Trained" })).toHaveCount(0);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const matrix = (rows: number) => ({ shape: [rows, 8], data: new Float32Array(rows * 8).map(Math.random) });
        const parts = ["wq", "wk", "wv", "wo"].flatMap((part) => [`layer1.${part}`, `layer2.${part}`]);
        const layers = Object.fromEntries(parts.map((name) => [name, matrix(8)]));
        const model = { heads: 2, parameters: { embedding: matrix(48), positions: matrix(64), ...layers } };
        const opening = indexedDB.open("attention-dojo");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("labs", "readwrite");
          writing.objectStore("labs").put({ version: 1, lab: "induction", model }, "trained");
          writing.oncomplete = () => resolve();
          writing.onerror = () => reject(writing.error);
        };
      }),
  );
  await page.reload();
  await expect(page.getByRole("radio", { name: "Trained" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "2.1" })).toBeAttached();
  await expect(page.getByLabel("Positions")).toHaveCount(0);
  await page.getByText("By spelling").click();
  await page.getByText("Trained", { exact: true }).click();
  await expect(page.getByLabel("Causal mask")).toBeChecked();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`${name}: no serious finding of axe, and no wider than the window`, async ({ page }) => {
      await page.goto(`${address}?tokens=bytes&sink=1&causal=1&heads=2`);
      await expect(page.locator("attention-prediction form")).toBeVisible();
      await expectAccessibleAndNarrow(page, "before the prediction");
      await predict(page);
      await expectAccessibleAndNarrow(page, "with pictures");
    });
  });
