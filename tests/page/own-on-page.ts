import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { attention, ExerciseOnPage, exerciseOn } from "./exercise-page.js";
import { test as base } from "./fixtures.js";

export type Data = Record<string, unknown>;

/** The exercise that the command line gives as an example. */
export const json = readFileSync("web/cli/example/exercise.json", "utf8");
export const example = (): Data => JSON.parse(json);

interface Told {
  readonly name: string;
  readonly exercise: string;
  readonly message?: string;
}

/** An own exercise at the end of a page of the site. */
export class OwnOnPage extends ExerciseOnPage {
  /** What the address own.json gives. */
  served: { readonly status?: number; readonly body: string } = { body: json };

  constructor(private readonly page: Page) {
    super(page.locator("#own"));
  }

  /** Puts it there, with a memory that notes its keys; events go to `window.told`. */
  put(options: { readonly exercise?: unknown; readonly attributes?: Readonly<Record<string, string>> }): Promise<void> {
    return this.page.evaluate(({ exercise, attributes = {} }) => {
      document.querySelector("#own")?.remove();
      const element = Object.assign(document.createElement("attention-exercise"), { id: "own" });
      const told: unknown[] = [];
      const kept = new Map<string, unknown>();
      const nothing = { sources: {}, hints: 0, revealed: false, solved: false };
      const memory = {
        read: (key: string) => kept.get(key) ?? nothing,
        write: (key: string, it: unknown) => kept.set(key, it),
      };
      Object.assign(window, { told, kept });
      for (const name of ["ready", "run", "result", "solved", "error"])
        element.addEventListener(`attention-${name}`, (event) => {
          const { exercise, message, report } = (event as CustomEvent).detail;
          told.push({ name, exercise, message, verdict: report?.verdict, mistake: report?.diagnosis?.mistake });
        });
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      Object.assign(element, { memory, ...(exercise ? { exercise } : {}) });
      element.lang ||= "en";
      document.body.append(element);
    }, options);
  }

  /** What it told the page around it. */
  told(): Promise<readonly Told[]> {
    return this.page.evaluate(() => (window as unknown as { told: Told[] }).told);
  }

  /** Under what names it kept something. */
  keys(): Promise<readonly string[]> {
    return this.page.evaluate(() => [...(window as unknown as { kept: Map<string, unknown> }).kept.keys()]);
  }

  /** Everything of its own tree, through shadow roots, that a text should never become. */
  planted(): Promise<{ readonly found: readonly string[]; readonly attacked: boolean }> {
    return this.element.evaluate((host) => {
      const found: string[] = [];
      const search = (root: ParentNode) => {
        for (const element of root.querySelectorAll("*")) {
          const { localName } = element;
          if (/^(?:script|img|iframe|object|embed|form|link|meta|base|video|audio|a)$/.test(localName)) {
            if (localName !== "a" || !/^(?:https?:|mailto:|#)/.test(element.getAttribute("href") ?? ""))
              found.push(element.outerHTML);
          }
          for (const { name } of element.attributes) if (/^on/.test(name)) found.push(element.outerHTML);
          if (element.closest(".prose") && element.closest("[style]")) found.push(element.outerHTML);
          if (element.shadowRoot) search(element.shadowRoot);
        }
      };
      if (host.shadowRoot) search(host.shadowRoot);
      return { found, attacked: "attacked" in window };
    });
  }
}

export const test = base.extend<{ readonly own: OwnOnPage }>({
  own: async ({ page }, use) => {
    const own = new OwnOnPage(page);
    await page.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", ...own.served }));
    await page.goto(attention);
    await exerciseOn(page).editor.waitFor();
    await use(own);
  },
});
