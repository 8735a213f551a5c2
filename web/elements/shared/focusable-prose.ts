import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Puts formulas, tables and code of rendered Markdown into the tab order while they overflow: a keyboard must scroll them too. */
export class FocusableProse implements ReactiveController {
  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {}

  private readonly sizes =
    typeof ResizeObserver === "undefined"
      ? null
      : new ResizeObserver((entries) => {
          for (const { target } of entries) this.measure(target);
        });

  hostUpdated(): void {
    for (const box of this.host.shadowRoot?.querySelectorAll(".prose :is(math[display=block], table, pre)") ?? []) {
      this.sizes?.observe(box);
      this.measure(box);
    }
  }

  hostDisconnected(): void {
    this.sizes?.disconnect();
  }

  private measure(box: Element): void {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}
