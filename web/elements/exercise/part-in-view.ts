import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What a reader goes to and fro between where it is all in one column. */
export const parts = ["task", "code", "result"] as const;
export type Part = (typeof parts)[number];

const selectors: Readonly<Record<Part, string>> = { task: ".about", code: ".editor", result: "div.result" };

/** Tells which part is in view, and scrolls to another. */
export class PartInView implements ReactiveController {
  current: Part = "task";

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  /** What crosses a line a third of the way down is in view. */
  private readonly crossing =
    typeof IntersectionObserver === "undefined"
      ? null
      : new IntersectionObserver((entries) => this.follow(entries), { rootMargin: "-33% 0px -66%" });

  hostUpdated(): void {
    for (const part of parts) {
      const box = this.find(part);
      if (box) this.crossing?.observe(box);
    }
  }

  hostConnected(): void {
    document.addEventListener("scrollend", this.rest);
  }

  hostDisconnected(): void {
    this.crossing?.disconnect();
    document.removeEventListener("scrollend", this.rest);
  }

  goTo(part: Part): void {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    this.find(part)?.scrollIntoView({ block: "start", behavior });
  }

  private find(part: Part): Element | null {
    return this.host.shadowRoot?.querySelector(selectors[part]) ?? null;
  }

  private follow(entries: readonly IntersectionObserverEntry[]): void {
    const entered = entries.find(({ isIntersecting }) => isIntersecting)?.target;
    const part = parts.find((part) => entered?.matches(selectors[part]));
    if (part) this.show(part);
  }

  /** At its foot the page can be scrolled no further, however short the last part is. */
  private readonly rest = (): void => {
    const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
    if (scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1) this.show("result");
  };

  private show(part: Part): void {
    if (part === this.current) return;
    this.current = part;
    this.host.requestUpdate();
  }
}
