import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { type Item, keyOf } from "../review/item.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { interviewWords } from "../words/interview.js";
import { clockTime } from "./clock.js";
import { Countdown } from "./countdown.js";
import { deadlineOf, type Interview } from "./interview.js";
import type { InterviewKeeper } from "./keeper.js";

/** An interview that nobody has ended, and what may not be given away until then. */
export interface Running {
  readonly interview: Interview;
  /** Keys of its tasks, until its time is up. */
  readonly asked: ReadonlySet<string>;
}

export function readRunning(keeper: InterviewKeeper, now: number): Running | null {
  const interview = keeper.read();
  if (!interview || interview.ended !== null) return null;
  const isOver = now >= deadlineOf(interview);
  return {
    interview,
    asked: new Set(isOver ? [] : interview.tasks.map(({ kind, slug }: Item) => keyOf({ kind, slug }))),
  };
}

/** The clock of a running interview on every other page, and the way back. Fires `dojo-time-up`. */
export class DojoRunningInterview extends SiteElement {
  @property({ attribute: false }) interview?: Interview;
  private readonly countdown = new Countdown(this, (_, left) => {
    if (left <= 0) this.dispatchEvent(new Event("dojo-time-up"));
  });

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
        background: var(--accent-wash);
      }
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 1rem;
        max-width: 90rem;
        min-height: 2.75rem;
        margin: 0 auto;
        padding: 0 var(--gutter, 1rem);
        font-size: 0.9375rem;
      }
      b {
        font-variant-numeric: tabular-nums;
      }
      .link {
        margin-inline-start: auto;
      }
    `,
  ];

  protected override render() {
    const words = interviewWords[this.locale];
    const { left } = this.countdown;
    const isOver = left <= 0;
    const clock = html`${words.running} <b role="timer" aria-label=${words.left}>${clockTime(left)}</b>`;
    return html`<p>
      <span>${isOver ? words.timeUp : clock}</span>
      <a class="link" href=${hrefOf({ view: "interview" })}>${isOver ? words.toReport : words.backToIt}</a>
    </p>`;
  }
}

/** Says why a task of a running interview gives nothing away. */
export class DojoAskedNotice extends SiteElement {
  /** Whether what is answered here goes into the interview. */
  @property({ type: Boolean }) answers = false;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        margin-bottom: 1.25rem;
        padding: 0.625rem 1rem;
        border-inline-start: 3px solid var(--accent);
        border-radius: var(--radius);
        background: var(--accent-wash);
      }
    `,
  ];

  protected override render() {
    const { askedNow, answersIt } = interviewWords[this.locale];
    return html`<p>${askedNow} ${this.answers ? answersIt : nothing}</p>`;
  }
}

define("dojo-running-interview", DojoRunningInterview);
define("dojo-asked-notice", DojoAskedNotice);
