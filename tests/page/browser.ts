import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { Language } from "../../web/format/index.js";
import type { Site } from "./serve.js";

/** The Chromium that the test command found, Debian's, or the one Playwright downloaded. */
const executable = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", chromium.executablePath()].find(
  (path) => path && existsSync(path),
);

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  if (!executable)
    throw new Error(
      "There is no Chromium. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium).",
    );
  // A sandbox within a container's root account does not start; as anybody else it does.
  return chromium.launch({
    executablePath: executable,
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...flags] : flags,
  });
}

/** A page that notes everything a finished page must not do. */
export interface Visit {
  readonly page: Page;
  /** Errors, warnings of the console, violations of the content security policy, failed requests, requests to other hosts. */
  readonly complaints: string[];
  /** Paths of everything requested from the page's own host. */
  readonly requested: Set<string>;
  /** Opens an address of the page. */
  go(hash: string): Promise<void>;
  close(): Promise<void>;
}

/** @param chosen the programming language that the learner chose on an earlier visit; null for somebody who has just come */
export async function visit(
  browser: Browser,
  site: Site,
  options: BrowserContextOptions = {},
  chosen: Language | null = "javascript",
): Promise<Visit> {
  const settings = { name: "attention-dojo:1:settings", value: JSON.stringify({ language: chosen }) };
  const origins = [{ origin: new URL(site.url).origin, localStorage: chosen ? [settings] : [] }];
  const context = await browser.newContext({
    locale: "en-GB",
    viewport: { width: 1280, height: 860 },
    storageState: { cookies: [], origins },
    // It would answer for the site behind a test's back; tests of visits without a network allow it.
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requested = new Set<string>();
  page.on("console", (message) => {
    if (message.text() === "Service Worker registration blocked by Playwright") return; // As asked.
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // Aborted requests are those that a reload overtook.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "blob:" || url.protocol === "data:") return;
    if (!request.url().startsWith(site.url)) complaints.push(`another host: ${request.url()}`);
    else requested.add(url.pathname);
  });
  return {
    page,
    complaints,
    requested,
    go: async (hash) => {
      await page.goto(site.url + hash);
    },
    close: () => context.close(),
  };
}
