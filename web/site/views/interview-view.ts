import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { ChangedElsewhere, define } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import type { Language } from "../../format/index.js";
import { listQuestions } from "../../questions/index.js";
import { finishInterview } from "../interview/finish.js";
import { deadlineOf, type Interview } from "../interview/interview.js";
import type { InterviewChange, InterviewKeeper } from "../interview/keeper.js";
import { planInterview } from "../interview/plan.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import "./interview-report.js";
import "./interview-room.js";
import "./interview-start.js";

type Screen = "start" | "room" | "report";

/** A mock interview from the choice of its length to its report. It lives in the keeper: leaving this view changes nothing, nor does a reload. */
export class DojoInterviewView extends SiteElement {
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) keeper?: InterviewKeeper;

  @state() private interview: Interview | null = null;
  @state() private screen: Screen = "start";
  @state() private busy = false;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    new ChangedElsewhere(this, () => this.follow());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
    const { interview } = this;
    // The time may have run out while nobody was here.
    if (interview?.ended === null && Date.now() >= deadlineOf(interview)) void this.finish();
  }

  /** Takes over the interview as it is by now: another tab may have changed, ended or begun it. */
  private follow(): void {
    const { interview: before, keeper } = this;
    const interview = keeper?.read() ?? null;
    this.interview = interview;
    if (!interview || (interview.started === before?.started && interview.ended === before.ended)) return;
    this.screen = interview.ended === null ? "room" : "report";
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
        @dojo-start=${(event: HTMLElementEventMap["dojo-start"]) => void this.start(event.detail)}
        @dojo-show-report=${() => this.show("report")}
      ></dojo-interview-start>`;
    }
    if (screen === "room") {
      return html`<dojo-interview-room
        lang=${this.locale}
        .language=${this.language}
        .interview=${interview}
        .keeper=${this.keeper}
        .progress=${this.progress}
        @dojo-interview=${(event: CustomEvent<InterviewChange>) => this.change(event.detail)}
        @dojo-end=${() => void this.finish()}
      ></dojo-interview-room>`;
    }
    if (screen === "report") {
      return html`<dojo-interview-report
        lang=${this.locale}
        .interview=${interview}
        .keeper=${this.keeper}
        .progress=${this.progress}
        @dojo-interview=${(event: CustomEvent<InterviewChange>) => this.change(event.detail)}
        @dojo-again=${() => this.show("start")}
      ></dojo-interview-report>`;
    }
    return (screen satisfies never) ?? nothing;
  }

  /** Changes the interview as it is by now. One that another tab has ended or replaced is not changed any more, but shown. */
  private change(change: InterviewChange): void {
    const { interview: before } = this;
    this.follow();
    const { interview } = this;
    if (interview && interview.started === before?.started && interview.ended === before.ended)
      this.keep(change(interview));
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

  private async start(wanted: Pick<Interview, "minutes" | "role">): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const [exercises, questions] = await Promise.all([listExercises(), listQuestions()]);
      const seed = crypto.getRandomValues(new Uint32Array(1))[0] as number;
      this.follow();
      if (this.interview?.ended === null) return this.show("room");
      this.keep(planInterview(wanted, exercises, questions, seed, Date.now()));
      this.show("room");
    } finally {
      this.busy = false;
    }
  }

  private async finish(): Promise<void> {
    this.follow();
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
    "dojo-start": CustomEvent<Pick<Interview, "minutes" | "role">>;
    "dojo-interview": CustomEvent<InterviewChange>;
  }
}
