import { expect, type Page } from "@playwright/test";

/** Somebody's visit to a site, which notes everything that a finished page must not do. */
export interface Visit {
  readonly page: Page;
  /** Errors, warnings of the console, violations of the content security policy, failed requests, requests to other hosts. */
  readonly complaints: readonly string[];
  /** Paths of everything requested from the page's own host. */
  readonly requested: Set<string>;
  /** From now on, complaints that match are no complaints; those before are forgotten where they match. */
  tolerate(pattern: RegExp): void;
  /** Waits until the page asks for nothing more. Only real time tells, so this is for tests of what is *not* loaded. */
  quiet(): Promise<void>;
}

const quietMs = 500;

/** Starts to watch a page that has not been opened yet. */
export function watch(page: Page, address: string): Visit {
  const complaints: string[] = [];
  const tolerated: RegExp[] = [];
  const requested = new Set<string>();
  let lastRequest = performance.now();

  const complain = (text: string) => {
    if (!tolerated.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on("console", (message) => {
    if (message.text() === "Service Worker registration blocked by Playwright") return; // As asked.
    if (message.type() === "error" || message.type() === "warning") complain(message.text());
  });
  page.on("pageerror", (error) => complain(error.message));
  page.on("requestfailed", (request) => {
    // Aborted requests are those that a reload overtook.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complain(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    lastRequest = performance.now();
    const url = new URL(request.url());
    if (url.protocol === "blob:" || url.protocol === "data:") return;
    if (!request.url().startsWith(address)) complain(`another host: ${request.url()}`);
    else requested.add(url.pathname);
  });

  return {
    page,
    complaints,
    requested,
    tolerate(pattern) {
      tolerated.push(pattern);
      complaints.splice(0, complaints.length, ...complaints.filter((text) => !pattern.test(text)));
    },
    async quiet() {
      const start = performance.now();
      await expect.poll(() => performance.now() - Math.max(start, lastRequest)).toBeGreaterThan(quietMs);
    },
  };
}
