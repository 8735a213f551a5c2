import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { define, nothingAnswered, type QuestionMemory } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import { type Head, say } from "../../format/index.js";
import "../../elements/question/attention-question.js";
import { clockTime } from "../interview/clock.js";
import { type AskedQuestion, type Interview, withTask } from "../interview/interview.js";
import type { InterviewChange, InterviewKeeper } from "../interview/keeper.js";
import { byTopic, isFine, type Outcome, outcomesOf, totals } from "../interview/outcomes.js";
import { practiseNext } from "../interview/practise-next.js";
import { dateOf, writeReport } from "../interview/report-file.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import { interviewWords } from "../words/interview.js";
import { saveFile } from "../work/save-file.js";

/** What came of an interview. Fires `dojo-interview` when an open answer was marked, and `dojo-again`. */
export class DojoInterviewReport extends SiteElement {
  @property({ attribute: false }) interview?: Interview;
  @property({ attribute: false }) keeper?: InterviewKeeper;
  @property({ attribute: false }) progress?: Progress;

  @state() private outcomes: readonly Outcome[] | undefined;
  @state() private catalogue: readonly Head[] = [];

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 46rem;
        margin: 0 auto;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.75rem, 1.4rem + 1.5vw, 2.25rem);
        font-weight: 750;
        line-height: 1.15;
        letter-spacing: -0.025em;
      }
      .muted {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-weight: 400;
      }
      .totals {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 1rem 2rem;
        margin-top: 1.75rem;
      }
      .totals dt {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .totals dd {
        font-size: 1.5rem;
        font-weight: 700;
        line-height: 1.3;
        letter-spacing: -0.015em;
        font-variant-numeric: tabular-nums;
      }
      .mark {
        margin-top: 1.25rem;
        padding: 0.625rem 1rem;
        border-radius: var(--radius);
        background: var(--warn-wash);
        color: var(--warn);
        font-size: 0.9375rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 1.5rem;
      }
      section {
        margin-top: 2.25rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1.1875rem;
        font-weight: 700;
        letter-spacing: -0.012em;
      }
      h3 {
        margin-top: 1.25rem;
        font-size: 1rem;
        font-weight: 650;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.9375rem;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.5rem 1rem 0.5rem 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
        vertical-align: baseline;
        font-weight: 400;
      }
      thead th {
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      tbody th {
        font-weight: 600;
      }
      th:last-child,
      td:last-child {
        padding-inline-end: 0;
        text-align: end;
      }
      .good {
        color: var(--good);
        font-weight: 600;
      }
      .bad {
        color: var(--bad);
        font-weight: 600;
      }
      .warn {
        color: var(--warn);
        font-weight: 600;
      }
      .none {
        color: var(--ink-3);
      }
      ul {
        list-style: none;
      }
      li {
        padding-block: 0.375rem;
      }
      .named {
        margin-top: 0.375rem;
        padding: 0.625rem 1rem 0.75rem;
        border-inline-start: 3px solid var(--warn);
        border-radius: var(--radius);
        background: var(--warn-wash);
      }
      .named p {
        font-size: 0.9375rem;
      }
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        padding-block: 0.75rem;
        font-weight: 600;
      }
      summary .muted {
        font-weight: 400;
      }
      .inside {
        padding-bottom: 1.5rem;
      }
      pre {
        overflow-x: auto;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        font: 0.8125rem / 1.6 var(--mono);
      }
      @media print {
        .actions {
          display: none;
        }
        section {
          break-inside: avoid-page;
        }
        .answers {
          display: none;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("interview") && this.interview) void this.load(this.interview);
  }

  override async focusHeading(): Promise<boolean> {
    if (this.interview && !this.outcomes) await this.load(this.interview);
    return super.focusHeading();
  }

  private async load(interview: Interview): Promise<void> {
    const [outcomes, catalogue] = await Promise.all([outcomesOf(interview), listExercises()]);
    if (interview === this.interview) Object.assign(this, { outcomes, catalogue });
  }

  /** Only an open answer is still to be marked; what was checked stays as it was. */
  private readonly memory: QuestionMemory = {
    read: (slug) => {
      const task = this.keeper?.read()?.tasks.find((each) => each.slug === slug && each.kind === "question");
      if (task?.kind !== "question") return nothingAnswered;
      // An empty answer is shown with its explanation too.
      return task.answer.step === "writing" ? { ...task.answer, step: "answered" } : task.answer;
    },
    write: (slug, answer) => {
      const tasks = this.keeper?.read()?.tasks ?? [];
      const index = tasks.findIndex((task) => task.slug === slug && task.kind === "question");
      const task = tasks[index];
      if (task?.kind !== "question" || task.answer.step !== "compared" || answer.step === "writing") return;
      if (answer.step === "answered") this.progress?.questions.write(slug, answer);
      const mark: InterviewChange = (interview) =>
        withTask(interview, index, (each) => (each.kind === "question" ? { ...each, answer } : each));
      this.dispatchEvent(new CustomEvent("dojo-interview", { detail: mark }));
    },
  };

  protected override render() {
    const { interview, outcomes } = this;
    if (!interview || !outcomes) return nothing;
    const words = interviewWords[this.locale];
    const { questions, coding, toMark } = totals(outcomes);
    return html`
      <h1 tabindex="-1" lang=${this.locale}>${words.report}</h1>
      <p class="muted">${words.when(dateOf(interview, this.locale), interview.minutes)}${interview.role === "any" ? nothing : html` · ${words.roles[interview.role].name}`}</p>
      <dl class="totals">
        <div><dt>${words.timeUsed}</dt><dd>${clockTime((interview.ended ?? interview.started) - interview.started)}</dd></div>
        <div><dt>${words.questions}</dt><dd>${words.ofTotal(questions.right, questions.total)}</dd></div>
        <div><dt>${words.coding}</dt><dd>${words.ofTotal(coding.right, coding.total)}</dd></div>
      </dl>
      <div role="status">${toMark ? html`<p class="mark">${words.toMark(toMark)}</p>` : nothing}</div>
      <div class="actions">
        <button class="button primary" @click=${() => this.save(interview, outcomes)}>${words.save}</button>
        <button class="button" @click=${() => print()}>${words.print}</button>
        <button class="button" @click=${() => this.dispatchEvent(new Event("dojo-again"))}>${words.again}</button>
      </div>
      <section aria-labelledby="tasks"><h2 id="tasks">${words.allTasks}</h2>
        <table>
          <thead><tr><th scope="col">${words.columns.task}</th><th scope="col">${words.columns.result}</th><th scope="col">${words.columns.time}</th></tr></thead>
          <tbody>${outcomes.map((outcome) => this.row(outcome))}</tbody>
        </table>
      </section>
      ${this.mistakes(outcomes)} ${this.toReview(outcomes)}
      <section class="answers" aria-labelledby="answers"><h2 id="answers">${words.answers}</h2>${outcomes.map((outcome, i) => this.answer(outcome, i))}</section>
    `;
  }

  private row(outcome: Outcome) {
    const words = interviewWords[this.locale];
    const { task, title } = outcome;
    return html`<tr>
      <th scope="row">${say(title, this.locale)}<br /><span class="muted">${words.kinds[task.kind]}</span></th>
      <td>${this.result(outcome)}${task.kind === "exercise" && task.submissions.length ? html`<br /><span class="muted">${words.submissions(task.submissions.length)}</span>` : nothing}</td>
      <td>${clockTime(task.spent)}</td>
    </tr>`;
  }

  private result({ result, mark }: Outcome) {
    const words = interviewWords[this.locale];
    const points =
      mark && result !== "to-mark" ? html` <span class="muted">${words.points(mark.points, mark.of)}</span>` : nothing;
    return html`<span class=${toneOf(result)}>${words.results[result]}</span>${points}`;
  }

  private mistakes(outcomes: readonly Outcome[]) {
    const words = interviewWords[this.locale];
    const topics = [...byTopic(outcomes).values()];
    return html`<section aria-labelledby="mistakes"><h2 id="mistakes">${words.mistakes}</h2>
      ${topics.length ? nothing : html`<p>${words.noMistakes}</p>`}
      ${topics.map(
        (some) => html`<h3>${some[0]?.topic[this.locale]}</h3>
        <ul>${some.map(
          (outcome) => html`<li>${say(outcome.title, this.locale)} · ${this.result(outcome)}
            ${outcome.mistakes.map((mistake) => html`<div class="named"><strong>${say(mistake.title, this.locale)}</strong><p>${say(mistake.explanation, this.locale)}</p></div>`)}
          </li>`,
        )}</ul>`,
      )}
    </section>`;
  }

  private toReview(outcomes: readonly Outcome[]) {
    const words = interviewWords[this.locale];
    const open = outcomes.filter((outcome) => !isFine(outcome));
    return html`<section aria-labelledby="review"><h2 id="review">${words.toReview}</h2>
      ${
        open.length
          ? html`<ul>${open.map(({ task, title }) => html`<li><a class="link" href=${hrefOf({ view: task.kind, slug: task.slug })}>${say(title, this.locale)}</a></li>`)}</ul>`
          : html`<p>${words.nothingToReview}</p>`
      }
      <p class="muted">${words.reviewNote}</p>
      ${this.next(outcomes)}
    </section>`;
  }

  private next(outcomes: readonly Outcome[]) {
    const isSolved = (slug: string) => this.progress?.exercises.read(slug).solved ?? false;
    const heads = practiseNext(outcomes, this.catalogue, isSolved);
    if (heads.length === 0) return nothing;
    return html`<h3>${interviewWords[this.locale].practiseNext}</h3>
      <ul>${heads.map(({ slug, title }) => html`<li><a class="link" href=${hrefOf({ view: "exercise", slug })}>${say(title, this.locale)}</a></li>`)}</ul>`;
  }

  private answer(outcome: Outcome, index: number) {
    const { task, title } = outcome;
    return html`<details .open=${outcome.result === "to-mark"}>
      <summary>${index + 1}. ${say(title, this.locale)} <span class="muted">· ${interviewWords[this.locale].results[outcome.result]}</span></summary>
      <div class="inside">${
        task.kind === "exercise"
          ? this.code(Object.values(task.sources))
          : outcome.result === "gone"
            ? this.written(task)
            : html`<attention-question lang=${this.locale} slug=${task.slug} .memory=${this.memory}><span slot="title"></span></attention-question>`
      }</div>
    </details>`;
  }

  /** What was answered to a question that is gone, as far as it can be read without it. */
  private written({ answer }: AskedQuestion) {
    const words = interviewWords[this.locale];
    return html`<p>${words.gone}</p>${answer.written.trim() ? html`<pre tabindex="0" role="region" aria-label=${words.answers}>${answer.written}</pre>` : nothing}`;
  }

  private code(sources: readonly string[]) {
    const words = interviewWords[this.locale];
    if (!sources.length) return html`<p class="none">${words.noCode}</p>`;
    return sources.map((source) => html`<pre tabindex="0" role="region" aria-label=${words.answers}>${source}</pre>`);
  }

  private save(interview: Interview, outcomes: readonly Outcome[]): void {
    const day = new Date(interview.started).toISOString().slice(0, 10);
    saveFile(`attention-dojo-interview-${day}.md`, "text/markdown", writeReport(interview, outcomes, this.locale));
  }
}

function toneOf(result: Outcome["result"]): "good" | "bad" | "warn" | "none" {
  switch (result) {
    case "accepted":
    case "right":
      return "good";
    case "partly":
    case "to-mark":
    case "time-limit":
    case "output-limit":
      return "warn";
    case "wrong":
    case "wrong-answer":
    case "runtime-error":
    case "compile-error":
      return "bad";
    case "unanswered":
    case "not-submitted":
    case "gone":
      return "none";
    default:
      return result satisfies never;
  }
}

define("dojo-interview-report", DojoInterviewReport);
