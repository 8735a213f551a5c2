import type { ReactiveController, ReactiveControllerHost } from "lit";

/** When an element loads: at once, when scrolled near, or when the reader presses a button. */
export type Loading = "eager" | "lazy" | "click";

/** Whether an element is wanted yet, by its `loading`. */
export class Wanted implements ReactiveController {
  private asked = false;
  private nearby: IntersectionObserver | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement & { readonly loading: Loading }) {}

  /** Without an observer, what is lazy loads at once. */
  get now(): boolean {
    const { loading } = this.host;
    return loading === "eager" || this.asked || (loading === "lazy" && typeof IntersectionObserver === "undefined");
  }

  /** The reader asks for it. */
  ask(): void {
    this.asked = true;
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.now || this.host.loading !== "lazy") this.stop();
    else if (!this.nearby) this.watch();
  }

  private watch(): void {
    this.nearby = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.ask();
      },
      { rootMargin: "400px" },
    );
    this.nearby.observe(this.host);
  }

  private stop(): void {
    this.nearby?.disconnect();
    this.nearby = undefined;
  }

  hostDisconnected(): void {
    this.stop();
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }
}
