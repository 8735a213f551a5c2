import { nothing, type ReactiveController, type ReactiveControllerHost } from "lit";

/** Puts a box into the tab order only while its content overflows: who cannot scroll it with a pointer must reach it by key. */
export class FocusableWhenScrolling implements ReactiveController {
  private overflowing = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly selector: string,
  ) {
    host.addController(this);
  }

  get tabIndex() {
    return this.overflowing ? 0 : nothing;
  }

  get role() {
    return this.overflowing ? "region" : "group";
  }

  private readonly sizes = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.measure());

  hostUpdated(): void {
    const box = this.host.shadowRoot?.querySelector(this.selector);
    if (box) this.sizes?.observe(box);
  }

  hostDisconnected(): void {
    this.sizes?.disconnect();
  }

  private measure(): void {
    const box = this.host.shadowRoot?.querySelector(this.selector);
    const overflowing =
      !!box &&
      (box.scrollWidth > box.clientWidth ||
        (box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY === "auto"));
    if (overflowing === this.overflowing) return;
    this.overflowing = overflowing;
    this.host.requestUpdate();
  }
}
