import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What a learner must know of a text that did not only change under their hands. */
export type News<T = unknown> =
  /** Newer work of another tab has come; `before` is what was written here, if anything was. */
  | { readonly says: "taken"; readonly before: T | null }
  /** An earlier text was taken back. */
  | { readonly says: "back"; readonly before: T }
  /** There is other work of another tab. */
  | { readonly says: "differs"; readonly other: T };

/** When another tab has stored something, and when this one was asleep, or in the background, and missed it. */
const moments = ["storage", "focus", "pageshow", "visibilitychange"];

/** Calls back whenever work may have been changed by another tab. */
export class ChangedElsewhere implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly look: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const moment of moments) addEventListener(moment, this.look);
  }

  hostDisconnected(): void {
    for (const moment of moments) removeEventListener(moment, this.look);
  }
}
