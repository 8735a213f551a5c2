import { test as base, expect, type Page } from "@playwright/test";
import type { Judge, JudgeRequest, Report, Verdict } from "../../web/judge/index.js";
import { type Attack, attacks, memoryAttacks, rightAnswer } from "../judge/attacks.js";
import { type PackageServer, servePackage } from "./package-server.js";

declare global {
  /** The built package's judge, as the test page keeps it. */
  var dojoJudge: Judge;
  /** The longest time, in milliseconds, for which the page did not get to do anything. */
  var longestPause: number;
}

const script = `
import { createJudge } from "/judge.js";
globalThis.dojoJudge = createJudge();
globalThis.longestPause = 0;
let before = performance.now();
setInterval(() => {
  const now = performance.now();
  globalThis.longestPause = Math.max(globalThis.longestPause, now - before);
  before = now;
}, 10);`;

const folder = process.env.PACKAGE_FOLDER ?? "dist";
const request = (source: string, deadlineMs = 2000): JudgeRequest => ({
  exercise: "softmax",
  language: "javascript",
  source,
  seed: 1,
  limits: { deadlineMs },
});

/** One page that judges every attack: each must leave it as it was. */
interface Attacked {
  readonly server: PackageServer;
  readonly page: Page;
  readonly problems: readonly string[];
}

const test = base.extend<object, { readonly attacked: Attacked }>({
  attacked: [
    async ({ browser }, use) => {
      const server = await servePackage(folder, script);
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("crash", () => problems.push("the page crashed"));
      page.on("dialog", (dialog) => problems.push(dialog.message()));
      await page.goto(server.url);
      await page.waitForFunction(() => globalThis.dojoJudge !== undefined, undefined, { timeout: 10_000 });
      await page.evaluate(() => globalThis.dojoJudge.prepare("javascript"));
      await use({ server, page, problems });
      await page.close();
      server.close();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "default" });

test.describe("learner code in Chromium", { tag: "@alone" }, () => {
  const judge = (page: Page, it: JudgeRequest): Promise<Report> =>
    page.evaluate((given) => globalThis.dojoJudge.judge(given), it);

  async function check({ page, problems }: Attacked, { source, verdict, says, prints }: Attack) {
    await page.evaluate(() => (globalThis.longestPause = 0));
    const report = await judge(page, request(source));
    expect(report.verdict, JSON.stringify([report.message.en, report.console.slice(0, 500)])).toBe(verdict);
    if (says) expect(report.message.en).toContain(says);
    if (prints) expect(report.console).toContain(prints);
    // A page that learner code could block would stand still until the deadline.
    expect(await page.evaluate(() => globalThis.longestPause)).toBeLessThan(1500);
    expect(problems).toEqual([]);
  }

  for (const attack of attacks.filter(({ only }) => only !== "node"))
    test(attack.name, ({ attacked }) => check(attacked, attack));

  test("an answer that is wrong in another way each time is named so", async ({ attacked: { page } }) => {
    const { verdict, diagnosis } = await judge(
      page,
      request("let count = 0;\nconst softmax = (x) => x.map((row) => row.map(() => ++count));"),
    );
    expect(verdict).toBe("wrong-answer");
    expect(diagnosis?.mistake).toBe("not-deterministic");
  });

  test("a verdict comes at once: click to verdict, warm, within 100 ms", async ({ attacked: { page } }) => {
    const durations = await page.evaluate(async (it) => {
      const measured: number[] = [];
      for (let i = 0; i < 9; i++) {
        await new Promise((resolve) => setTimeout(resolve, 300)); // A learner reads before the next click.
        const start = performance.now();
        await globalThis.dojoJudge.judge(it);
        measured.push(performance.now() - start);
      }
      return measured.sort((a, b) => a - b);
    }, request(rightAnswer));
    // The third of nine: whatever else the machine does makes some of them slower, never faster.
    expect(durations[2]).toBeLessThan(100);
  });

  test("the frame has no network, no storage and no way to its page", async ({ attacked: { page, server } }) => {
    const frame = page.frames().find((it) => it.url().endsWith("/sandbox.html"));
    const asked = server.requests.length;
    const outcomes = await frame?.evaluate(async () => {
      const attempt = async (act: () => unknown) => {
        try {
          return `open: ${await act()}`;
        } catch {
          return "closed";
        }
      };
      const image = () =>
        new Promise((resolve, reject) => {
          const it = new Image();
          it.onload = resolve;
          it.onerror = reject;
          it.src = "/image";
        });
      return [
        await attempt(() => fetch("/page.js")),
        await attempt(() => fetch("https://example.org/")),
        await attempt(image),
        await attempt(() => parent.document.title),
        await attempt(() => parent.location.href),
        await attempt(() => localStorage.length),
        await attempt(() => document.cookie),
        await attempt(() => new Function("return 1")()),
        await attempt(
          () =>
            new Promise((resolve, reject) =>
              Object.assign(indexedDB.open("x"), { onsuccess: resolve, onerror: reject }),
            ),
        ),
      ];
    });
    expect(outcomes).toEqual(Array(9).fill("closed"));
    expect(server.requests.slice(asked)).toEqual([]);
  });

  test("an abort ends the learner's code at once", async ({ attacked: { page } }) => {
    const outcome = await page.evaluate(
      async (it) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(new Error("enough")), 100);
        const start = performance.now();
        const message = await globalThis.dojoJudge
          .judge({ ...it, signal: controller.signal })
          .catch((error: Error) => error.message);
        return { message, took: performance.now() - start };
      },
      request("for (;;);", 10_000),
    );
    expect(outcome.message).toBe("enough");
    expect(outcome.took).toBeLessThan(2000);
  });

  test("a frame that dies is a runtime error, and a new one takes over", async ({ attacked: { page } }) => {
    const [died, next] = await page.evaluate(
      async ([endless, right]) => {
        setTimeout(() => {
          for (const frame of document.querySelectorAll("iframe")) frame.remove(); // One may be leaving.
        }, 200);
        return [await globalThis.dojoJudge.judge(endless), await globalThis.dojoJudge.judge(right)] as const;
      },
      [request("for (;;);", 20_000), request(rightAnswer)] as const,
    );
    expect(died.verdict).toBe("runtime-error");
    expect(died.message.en).toContain("memory");
    expect(next.verdict, next.message.en).toBe("accepted");
  });

  test("a program that had to be stopped leaves with its frame, but not while another runs in it", async ({
    attacked: { page },
  }) => {
    const verdicts = await page.evaluate(
      async ([endless, slow, right]) => {
        const { dojoJudge } = globalThis;
        await dojoJudge.prepare("javascript");
        const [frame] = document.querySelectorAll("iframe");
        const both = [dojoJudge.judge(endless), dojoJudge.judge(slow)] as const;
        const first = await both[0];
        const stayed = frame?.isConnected;
        const second = await both[1];
        const left = !frame?.isConnected;
        const third = await dojoJudge.judge(right);
        return [first.verdict, stayed, second.verdict, left, third.verdict];
      },
      [
        request("for (;;);", 500),
        request(`${rightAnswer}\nfor (const end = performance.now() + 1200; performance.now() < end; );`, 5000),
        request(rightAnswer),
      ] as const,
    );
    expect(verdicts).toEqual(["time-limit", true, "accepted", true, "accepted"]);
  });

  test("no program begins in a frame in which one had to be stopped, not even in a worker that waited there", async ({
    attacked: { page },
  }) => {
    const verdicts = await page.evaluate(
      async ([endless, slow, right]) => {
        const { dojoJudge } = globalThis;
        await dojoJudge.prepare("javascript");
        const both = [dojoJudge.judge(endless), dojoJudge.judge(slow)] as const;
        const first = await both[0]; // Longer than a run takes to have the next worker made beside it.
        const third = await dojoJudge.judge(right);
        const frames = document.querySelectorAll("iframe").length;
        return [first.verdict, third.verdict, frames, (await both[1]).verdict];
      },
      [
        request("for (;;);", 1500),
        request(`${rightAnswer}\nfor (const end = performance.now() + 2500; performance.now() < end; );`, 5000),
        request(rightAnswer),
      ] as const,
    );
    expect(verdicts).toEqual(["time-limit", "accepted", 2, "accepted"]);
  });

  test("a program that is cancelled takes nothing from one whose worker starts beside it", async ({
    attacked: { page },
  }) => {
    const verdicts = await page.evaluate(
      async ([endless, right]) => {
        const { dojoJudge } = globalThis;
        const found: string[] = [];
        for (const afterMs of [1, 5, 10, 20, 40]) {
          await dojoJudge.prepare("javascript");
          const cancelling = new AbortController();
          const cancelled = dojoJudge.judge({ ...endless, signal: cancelling.signal }).catch(() => {});
          const other = dojoJudge.judge(right);
          setTimeout(() => cancelling.abort(), afterMs);
          found.push(await other.then(({ verdict }) => verdict, String));
          await cancelled;
        }
        return found;
      },
      [request("for (;;);"), request(rightAnswer)] as const,
    );
    expect(verdicts).toEqual(Array(5).fill("accepted"));
  });

  test("a wrong answer, of which one call is made again, leaves nothing behind that asks for signs of life", async ({
    attacked: { page },
  }) => {
    const [wrong, running, stopped, left] = await page.evaluate(
      async ([answer, endless]) => {
        const { dojoJudge } = globalThis;
        await dojoJudge.prepare("javascript");
        const intervals = new Set<number>();
        const [set, clear] = [globalThis.setInterval, globalThis.clearInterval];
        Object.assign(globalThis, {
          setInterval: (...given: Parameters<typeof set>) => {
            const interval = set(...given) as unknown as number;
            intervals.add(interval);
            return interval;
          },
          clearInterval: (interval: number) => {
            intervals.delete(interval);
            clear(interval);
          },
        });
        try {
          const first = await dojoJudge.judge(answer);
          await dojoJudge.prepare("javascript"); // One that starts is looked after too.
          const after = intervals.size;
          const [frame] = document.querySelectorAll("iframe");
          const second = await dojoJudge.judge(endless);
          return [first.verdict, after, second.verdict, !frame?.isConnected];
        } finally {
          Object.assign(globalThis, { setInterval: set, clearInterval: clear });
        }
      },
      [request("function softmax(x) { return x; }"), request("for (;;);", 300)] as const,
    );
    expect([wrong, running, stopped, left]).toEqual(["wrong-answer", 0, "time-limit", true]);
  });

  test("a site that takes all frames out of its page between two programs: the next one is judged at once", async ({
    attacked: { page },
  }) => {
    const next = await page.evaluate(async (right) => {
      await globalThis.dojoJudge.prepare("javascript");
      for (const frame of document.querySelectorAll("iframe")) frame.remove();
      return globalThis.dojoJudge.judge(right);
    }, request(rightAnswer));
    expect(next.verdict, next.message.en).toBe("accepted");
  });

  for (const moment of ["loads", "starts its first worker"] as const)
    test(`a site that takes the frame out of its page while it ${moment}: the program is judged in another`, async ({
      attacked: { page },
    }) => {
      const next = await page.evaluate(
        async ([right, when]) => {
          const { createJudge } = (await import(`${location.origin}/judge.js`)) as {
            createJudge: typeof import("../../web/judge/index.js").createJudge;
          };
          const others = new Set(document.querySelectorAll("iframe"));
          const empty = () => {
            for (const frame of document.querySelectorAll("iframe")) if (!others.has(frame)) frame.remove();
          };
          if (when === "loads")
            new MutationObserver((_, observer) => [empty(), observer.disconnect()]).observe(document.body, {
              childList: true,
            });
          else addEventListener("message", () => setTimeout(empty), { once: true });
          const judge = createJudge();
          const report = await judge.judge(right);
          judge.dispose();
          return report;
        },
        [request(rightAnswer), moment] as const,
      );
      expect(next.verdict, next.message.en).toBe("accepted");
    });

  test("the page opened by itself runs nobody's scripts", async ({ browser, attacked: { server } }) => {
    const other = await browser.newPage();
    await other.goto(`${server.url}sandbox.html`);
    const answered = await other.evaluate(
      () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(true);
          setTimeout(() => resolve(false), 300);
          postMessage({ type: "connect" }, "*", [port2]);
        }),
    );
    await other.close();
    expect(answered).toBe(false);
  });

  test("two programs at once do not meet", async ({ attacked: { page } }) => {
    const verdicts = await page.evaluate(
      async (requests) =>
        (await Promise.all(requests.map((it) => globalThis.dojoJudge.judge(it)))).map(({ verdict }) => verdict),
      [request(rightAnswer), request("for (;;);"), request("function softmax(x) { return x; }"), request(rightAnswer)],
    );
    expect(verdicts).toEqual(["accepted", "time-limit", "wrong-answer", "accepted"]);
  });
});

// A second is not enough to take all: the code is stopped while it allocates, and what comes next must not feel it.
for (const deadlineMs of [4000, 1000])
  test.describe(`learner code that takes all memory in Chromium, stopped after ${deadlineMs} ms`, {
    tag: "@alone",
  }, () => {
    // The frame's process may die of it. Playwright then gives up the whole page, which lives: so it reports to the server itself.
    const reporting = (source: string) => `${script}
const report = (what) => fetch("/report", { method: "POST", body: JSON.stringify(what) });
await dojoJudge.prepare("javascript");
const attack = await dojoJudge.judge(${JSON.stringify(request(source, deadlineMs))});
const next = await dojoJudge.judge(${JSON.stringify(request(rightAnswer, 4000))});
await report({ attack: attack.verdict, next: next.verdict, pause: globalThis.longestPause });`;

    for (const { name, source } of memoryAttacks) {
      test(name, async ({ browser }) => {
        const server = await servePackage(folder, reporting(source));
        const page = await browser.newPage();
        try {
          await page.goto(server.url);
          // No browser lets a page limit a worker's memory: either the engine stops the code, or the deadline does.
          const { attack, next, pause } = (await server.nextReport()) as {
            attack: Verdict;
            next: Verdict;
            pause: number;
          };
          expect(attack).toMatch(/^(runtime-error|time-limit)$/);
          expect(next).toBe("accepted");
          expect(pause).toBeLessThan(1500);
        } finally {
          await page.close();
          server.close();
        }
      });
    }
  });
