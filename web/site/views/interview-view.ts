import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import type { Language } from "../../format/index.js";
import { listQuestions } from "../../questions/index.js";
import { finishInterview } from "../interview/finish.js";
import { deadlineOf, type Interview, type Length } from "../interview/interview.js";
import { createInterviewKeeper, type InterviewKeeper } from "../interview/keeper.js";
import { planInterview } from "../interview/plan.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import "./interview-report.js";
import "./interview-room.js";
import "./interview-start.js";

type Screen = "start" | "room" | "report";

/** A mock interview from the choice of its length to its report. It lives in the browser's storage, so a reload changes nothing. */
export class DojoInterviewView extends SiteElement {
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) store: Storage | null = null;

  @state() private interview: Interview | null = null;
  @state() private screen: Screen = "start";
  @state() private busy = false;
  private keeper: InterviewKeeper | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.keeper ??= createInterviewKeeper(this.store);
    const interview = this.keeper.read();
    this.interview = interview;
    if (!interview) return;
    this.screen = interview.ended === null ? "room" : "report";
    // The time may have run out while nobody was here.
    if (interview.ended === null && Date.now() >= deadlineOf(interview)) void this.finish();
  }

  override async focusHeading(): Promise<boolean> {
    await this.updateComplete;
    const screen = this.renderRoot.querySelector<SiteElement>(
      "dojo-interview-start, dojo-interview-room, dojo-interview-report",
    );
    return (await screen?.focusHeading()) ?? false;
  }

  protected override render() {
    const { interview, screen } = this;
    if (screen === "start" || !interview) {
      return html`<dojo-interview-start
        lang=${this.locale}
        .busy=${this.busy}
        .hasReport=${interview?.ended != null}
        @dojo-start=${(event: CustomEvent<Length>) => void this.start(event.detail)}
        @dojo-show-report=${() => this.show("report")}
      ></dojo-interview-start>`;
    }
    if (screen === "room") {
      return html`<dojo-interview-room
        lang=${this.locale}
        .language=${this.language}
        .interview=${interview}
        @dojo-interview=${(event: CustomEvent<Interview>) => this.keep(event.detail)}
        @dojo-end=${() => void this.finish()}
      ></dojo-interview-room>`;
    }
    if (screen === "report") {
      return html`<dojo-interview-report
        lang=${this.locale}
        .interview=${interview}
        .progress=${this.progress}
        @dojo-interview=${(event: CustomEvent<Interview>) => this.keep(event.detail)}
        @dojo-again=${() => this.show("start")}
      ></dojo-interview-report>`;
    }
    return (screen satisfies never) ?? nothing;
  }

  private keep(interview: Interview): void {
    this.interview = interview;
    this.keeper?.write(interview);
  }

  private show(screen: Screen): void {
    this.screen = screen;
    void this.updateComplete.then(() => {
      scrollTo(0, 0);
      void this.focusHeading();
    });
  }

  private async start(minutes: Length): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const [exercises, questions] = await Promise.all([listExercises(), listQuestions()]);
      const seed = crypto.getRandomValues(new Uint32Array(1))[0] as number;
      this.keep(planInterview(minutes, exercises, questions, seed, Date.now()));
      this.show("room");
    } finally {
      this.busy = false;
    }
  }

  private async finish(): Promise<void> {
    const { interview, progress } = this;
    if (!interview || !progress || interview.ended !== null || this.busy) return;
    this.busy = true;
    try {
      this.keep(await finishInterview(interview, Date.now(), progress));
      this.show("report");
    } finally {
      this.busy = false;
    }
  }
}

define("dojo-interview-view", DojoInterviewView);

declare global {
  interface HTMLElementEventMap {
    "dojo-start": CustomEvent<Length>;
    "dojo-interview": CustomEvent<Interview>;
  }
}
