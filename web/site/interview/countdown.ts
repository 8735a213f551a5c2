import type { ReactiveController, ReactiveControllerHost } from "lit";
import { deadlineOf, type Interview } from "./interview.js";

interface Host extends ReactiveControllerHost {
  readonly interview?: Interview | undefined;
}

const tickMs = 500;

/** What is left of an interview's time. Its host is drawn anew until that is over. */
export class Countdown implements ReactiveController {
  /** Milliseconds; not above 0 when it is over. */
  left = 0;
  private ticking: ReturnType<typeof setInterval> | undefined;

  /** `passed` is told at every tick what was left at the one before, and what is left now. */
  constructor(
    private readonly host: Host,
    private readonly passed: (before: number, left: number) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.ticking ??= setInterval(() => this.tick(), tickMs);
  }

  hostDisconnected(): void {
    clearInterval(this.ticking);
    this.ticking = undefined;
  }

  hostUpdate(): void {
    this.look();
    if (this.left > 0) this.hostConnected();
  }

  private look(): void {
    if (this.host.interview) this.left = deadlineOf(this.host.interview) - Date.now();
  }

  private tick(): void {
    if (!this.host.interview) return;
    const before = this.left;
    this.look();
    if (this.left <= 0) this.hostDisconnected();
    this.passed(before, this.left);
    this.host.requestUpdate();
  }
}
