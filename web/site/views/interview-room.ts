import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { define, type ExerciseEvents } from "../../elements/toolkit.js";
import "../../elements/exercise/attention-exercise.js";
import "../../elements/question/attention-question.js";
import type { Language, Text } from "../../format/index.js";
import { languageNames, say, told } from "../../format/index.js";
import { clockTime } from "../interview/clock.js";
import { Countdown } from "../interview/countdown.js";
import { type Interview, isTouched, type Task, turnedTo } from "../interview/interview.js";
import type { InterviewChange, InterviewKeeper } from "../interview/keeper.js";
import { createTaskMemory, type TaskMemory, withItem } from "../interview/task-memory.js";
import { exists } from "../review/schedule/exists.js";
import { loadTitle } from "../review/schedule/titles.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import { interviewWords } from "../words/interview.js";

/** When the time that is left is read out, in minutes. */
const announced: readonly number[] = [10, 5, 1];

/** A running interview: clock, tasks, and the one in front. Fires `dojo-interview` for every change (detail: what makes it), and `dojo-end`. */
export class DojoInterviewRoom extends SiteElement {
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  @property({ attribute: false }) interview?: Interview;
  @property({ attribute: false }) keeper?: InterviewKeeper;
  @property({ attribute: false }) progress?: Progress;

  @state() private said = "";
  @state() private ending = false;
  @state() private titles: readonly Text[] = [];
  private memory: TaskMemory | undefined;
  private readonly countdown = new Countdown(this, (before, left) => this.tell(before, left));

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        --attention-sticky-top: 8.5rem;
        --attention-bleed: var(--gutter);
      }
      .bar {
        position: sticky;
        top: 3.5rem;
        z-index: 3;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.5rem;
        margin-bottom: 1.75rem;
        padding-block: 0.625rem;
        border-bottom: 1px solid var(--line);
        background: var(--paper);
      }
      .clock {
        min-width: 5.5rem;
        font-size: 1.5rem;
        font-weight: 700;
        line-height: 1.2;
        letter-spacing: -0.01em;
        font-variant-numeric: tabular-nums;
      }
      .clock.short {
        color: var(--bad);
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol button {
        position: relative;
        display: grid;
        place-items: center;
        width: max(2.125rem, var(--target));
        height: max(2.125rem, var(--target));
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
        font-size: 0.875rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }
      ol button.coding {
        font-family: var(--mono);
      }
      ol button:hover {
        border-color: var(--ink);
      }
      ol button.touched {
        background: var(--accent-wash);
        border-color: var(--accent);
        color: var(--accent);
      }
      ol button[aria-current] {
        box-shadow: inset 0 0 0 1.5px var(--ink);
        border-color: var(--ink);
        color: var(--ink);
      }
      .end {
        margin-inline-start: auto;
      }
      .ask {
        flex-basis: 100%;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .ask p {
        flex: 1 1 16rem;
      }
      .task.question {
        max-width: 46rem;
        margin-inline: auto;
      }
      .position {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      h1 {
        margin: 0 0 1.25rem;
        font-size: clamp(1.5rem, 1.2rem + 1.2vw, 1.9375rem);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.022em;
        text-wrap: balance;
      }
      h1:lang(zh) {
        letter-spacing: 0;
      }
      .onwards {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.5rem;
        margin-top: 2rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      .onwards .next {
        margin-inline-start: auto;
      }
      @media (max-width: 54rem) {
        :host {
          --attention-sticky-top: 7.5rem;
        }
        .bar {
          top: 0;
        }
        nav {
          order: 3;
          flex-basis: 100%;
        }
        .ask {
          order: 4;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    const { keeper, progress } = this;
    if ((changed.has("keeper") || changed.has("progress")) && keeper && progress)
      this.memory = createTaskMemory(keeper.read, (change) => this.change(change), progress);
    if (!changed.has("interview") || !this.interview) return;
    if (!this.titles.length) void this.loadTitles(this.interview);
  }

  override async focusHeading(): Promise<boolean> {
    if (this.interview && !this.titles.length) await this.loadTitles(this.interview);
    return super.focusHeading();
  }

  private async loadTitles({ tasks }: Interview): Promise<void> {
    this.titles = await Promise.all(tasks.map((task) => (exists(task) ? loadTitle(task) : told(() => task.slug))));
  }

  private tell(before: number, left: number): void {
    if (left <= 0) {
      this.dispatchEvent(new Event("dojo-end"));
      return;
    }
    const passed = announced.find((minutes) => before > minutes * 60_000 && left <= minutes * 60_000);
    if (passed) this.said = interviewWords[this.locale].minutesLeft(passed);
  }

  private change(change: InterviewChange): void {
    this.dispatchEvent(new CustomEvent("dojo-interview", { detail: change }));
  }

  private submitted(event: CustomEvent<ExerciseEvents["attention-result"]>): void {
    event.stopPropagation();
    const { mode, exercise, report } = event.detail;
    if (mode !== "submit") return;
    const submission = { at: Date.now(), verdict: report.verdict, mistake: report.diagnosis?.mistake ?? null };
    this.change(
      withItem({ kind: "exercise", slug: exercise }, (task) =>
        task.kind === "exercise" ? { ...task, submissions: [...task.submissions, submission] } : task,
      ),
    );
  }

  // ——— Drawing

  protected override render() {
    const { interview } = this;
    const { left } = this.countdown;
    const task = interview?.tasks[interview.at];
    if (!interview || !task) return nothing;
    const words = interviewWords[this.locale];
    const text = this.titles[interview.at];
    const title = text && say(text, this.locale);
    return html`
      <div class="bar">
        <span class="clock ${left < 5 * 60_000 ? "short" : ""}" role="timer" aria-label=${words.left}>${clockTime(left)}</span>
        <nav aria-label=${words.tasks}><ol>${interview.tasks.map((each, i) => this.tab(each, i, i === interview.at))}</ol></nav>
        <button class="button end" @click=${this.askToEnd}>${words.end}</button>
        ${this.ending ? this.asking(interview) : nothing}
      </div>
      <div class="visually-hidden" role="status">${this.said}</div>
      <div class="task ${task.kind}">
        <p class="position">${words.task(interview.at + 1, interview.tasks.length)} · ${words.kinds[task.kind]}</p>
        ${title === undefined ? nothing : html`<h1 tabindex="-1" lang=${this.locale}>${title}</h1>`}
        ${keyed(`${task.kind}:${task.slug}`, this.task(task))}
        <div class="onwards">
          ${interview.at > 0 ? html`<button class="button" @click=${() => this.turnTo(interview.at - 1)}>${words.previous}</button>` : nothing}
          ${
            interview.at + 1 < interview.tasks.length
              ? html`<button class="button primary next" @click=${() => this.turnTo(interview.at + 1)}>${words.next}</button>`
              : html`<button class="button primary next" @click=${this.askToEnd}>${words.end}</button>`
          }
        </div>
      </div>`;
  }

  private tab(task: Task, index: number, current: boolean) {
    const words = interviewWords[this.locale];
    const touched = isTouched(task);
    const standing = !exists(task) ? words.results.gone : touched ? words.handedIn : words.open;
    const label = `${index + 1}, ${words.kinds[task.kind]}, ${standing}`;
    return html`<li><button class="${task.kind === "exercise" ? "coding" : ""} ${touched ? "touched" : ""}" aria-label=${label} title=${words.kinds[task.kind]}
      aria-current=${current ? "step" : nothing} @click=${() => this.turnTo(index)}>${task.kind === "exercise" ? "{}" : index + 1}</button></li>`;
  }

  private task(task: Task) {
    if (!exists(task)) {
      const words = interviewWords[this.locale];
      return html`<p>${words.gone} ${words.goOnWithOthers}</p>`;
    }
    if (task.kind === "question") {
      return html`<attention-question exam lang=${this.locale} slug=${task.slug} .memory=${this.memory?.questions}><span slot="title"></span></attention-question>`;
    }
    return html`<attention-exercise
      exam
      lang=${this.locale}
      slug=${task.slug}
      .languages=${languageNames}
      .language=${this.language}
      .memory=${this.memory?.exercises}
      @attention-result=${this.submitted}
      @attention-solved=${(event: Event) => event.stopPropagation()}
    ><span slot="title"></span></attention-exercise>`;
  }

  private asking(interview: Interview) {
    const words = interviewWords[this.locale];
    const open = interview.tasks.filter((task) => exists(task) && !isTouched(task)).length;
    return html`<div class="ask" role="group" aria-labelledby="end-question">
      <p id="end-question">${open ? `${words.endOpen(open)} ` : ""}${words.endQuestion}</p>
      <button class="button" id="go-on" @click=${this.goOn}>${words.goOn}</button>
      <button class="button primary" @click=${() => this.dispatchEvent(new Event("dojo-end"))}>${words.reallyEnd}</button>
    </div>`;
  }

  // ——— What the learner does

  private turnTo(index: number): void {
    if (!this.interview || index === this.interview.at) return;
    const now = Date.now();
    this.change((interview) => turnedTo(interview, index, now));
    this.ending = false;
    void this.updateComplete.then(() => {
      scrollTo(0, 0);
      void this.focusHeading();
    });
  }

  private askToEnd(): void {
    this.ending = true;
    void this.focusOn("#go-on");
  }

  private goOn(): void {
    this.ending = false;
    void this.focusOn(".end");
  }
}

define("dojo-interview-room", DojoInterviewRoom);
