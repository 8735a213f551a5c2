import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The width that an element has, in pixels, for pictures whose letters must not shrink with them. */
export class MeasuredWidth implements ReactiveController {
  width: number;
  private observer: ResizeObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    before: number,
  ) {
    this.width = before;
    host.addController(this);
  }

  hostConnected(): void {
    if (typeof ResizeObserver === "undefined") return;
    this.observer = new ResizeObserver(([entry]) => this.take(Math.floor(entry?.contentRect.width ?? 0)));
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  private take(width: number): void {
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.host.requestUpdate();
  }
}
