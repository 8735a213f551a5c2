import { defineConfig } from "@playwright/test";
import { launchOptions } from "./tests/page/chromium.js";

/** Tests tagged `@alone` measure time, or take a whole machine: they run one at a time, after all others. */
const alone = /@alone/;

export default defineConfig({
  testDir: "tests/page",
  globalSetup: "./tests/page/find-chromium.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A browser on a busy machine: what passes the second time is named as flaky at the end of the run.
  retries: 1,
  // What is broken everywhere would take hours to say so.
  maxFailures: 20,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    locale: "en-GB",
    viewport: { width: 1280, height: 860 },
    // It would answer for the site behind a test's back; tests of visits without a network allow it.
    serviceWorkers: "block",
    launchOptions: launchOptions(),
    // It slows a test down by a third, so it comes with the second try.
    trace: "on-first-retry",
  },
  projects: [
    { name: "together", grepInvert: alone, outputDir: "build/page-tests/together" },
    // A trace takes time, which some of these measure.
    { name: "alone", grep: alone, outputDir: "build/page-tests/alone", workers: 1, use: { trace: "off" } },
  ],
});
