import { chromium } from "@playwright/test";
import { preview } from "vite";
import { launchOptions } from "../page/chromium.js";
import type { EnvironmentResults } from "./results.js";
import type { Order } from "./run.js";

/** Measures in a page of Chromium that is served from this machine, isolated from others, so that its threads can share memory. */
export async function runInChromium(
  folder: string,
  order: Omit<Order, "engine">,
  say: (line: string) => void,
): Promise<EnvironmentResults> {
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  const server = await preview({
    configFile: false,
    build: { outDir: folder },
    preview: { host: "127.0.0.1", headers },
  });
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    await page.exposeFunction("reportProgress", say);
    page.on("pageerror", (error) => say(error.message));
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await page.waitForFunction(() => "runBenchmark" in window, undefined, { timeout: 60_000 });
    const engine = `Chromium ${browser.version().split(".")[0]}`;
    return await page.evaluate((given) => window.runBenchmark(given), { ...order, engine });
  } finally {
    await browser.close();
    await server.close();
  }
}
