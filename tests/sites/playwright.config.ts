import { defineConfig } from "@playwright/test";
import { launchOptions } from "../page/chromium.js";

/** The sites of `npm run test:sites`, one after the other: each installs a generator and builds with it. */
export default defineConfig({
  testDir: ".",
  testMatch: "sites.run.ts",
  globalSetup: "../page/find-chromium.ts",
  outputDir: "../../build/site-tests",
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    locale: "en-GB",
    viewport: { width: 1280, height: 860 },
    launchOptions: launchOptions(),
  },
});
