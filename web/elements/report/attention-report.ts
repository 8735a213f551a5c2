import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { type Exercise, type Language, type Locale, say } from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { controls } from "../shared/styles/controls.js";
import { type Messages, messages } from "../shared/text.js";
import { learnerError } from "./learner-error.js";
import type { Mode } from "./mode.js";
import { tone, verdictIcon } from "./verdict-icon.js";

/** A judge's report: verdict, the named mistake, the cases. What is said of single cases is loaded when there is one to look at. Fires `attention-repeat` (detail: `{ version: 2, seed }`). */
export class AttentionReport extends AttentionElement {
  @property({ attribute: false }) report?: Report;
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "tolerance" | "pictures" | "written">;
  @property() mode: Mode = "run";
  /** Whether one case was tried alone. */
  @property({ type: Boolean }) alone = false;
  /** The case that the learner wrote last. */
  @property({ attribute: false }) ownCase?: Readonly<Record<string, string>>;
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];

  /** Whether the cases of an accepted program are looked at. */
  @state() private unfolded = false;
  /** What the cases are drawn with is there, or cannot be had. */
  private loaded: Promise<unknown> = Promise.resolve();

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .good {
        --tone: var(--good);
        --wash: var(--good-wash);
      }
      .bad {
        --tone: var(--bad);
        --wash: var(--bad-wash);
      }
      .warn {
        --tone: var(--warn);
        --wash: var(--warn-wash);
      }
      .verdict {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
      .sign {
        display: grid;
        place-items: center;
        width: 1.75rem;
        height: 1.75rem;
        border-radius: 4px;
        background: var(--tone);
        color: var(--surface);
      }
      .sign svg {
        stroke-width: 2.25;
      }
      h2 {
        color: var(--tone);
        font-size: 1.25rem;
        font-weight: 700;
        line-height: 1.25;
        letter-spacing: -0.01em;
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.75rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      .message {
        margin-top: 0.875rem;
        max-width: 44rem;
        overflow-wrap: anywhere;
      }
      .note {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .note + .note {
        margin-top: 0.25rem;
      }
      .mistake {
        margin-top: 1.25rem;
        padding: 1rem 1.25rem 1.125rem;
        border-radius: var(--radius);
        background: var(--warn-wash);
        border-inline-start: 3px solid var(--warn);
      }
      .mistake small {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem 0.75rem;
        color: var(--warn);
        font-size: 0.8125rem;
        font-weight: 600;
      }
      .mistake code {
        color: var(--ink-3);
        font: 0.75rem / 1.6 var(--mono);
      }
      .mistake h3 {
        margin-block: 0.125rem 0.375rem;
        font-size: 1.1875rem;
        font-weight: 700;
        line-height: 1.35;
        letter-spacing: -0.005em;
      }
      .mistake p {
        max-width: 42rem;
      }
      attention-learner-error {
        margin-top: 1rem;
      }
      .passed {
        margin-top: 1rem;
        font-size: 0.875rem;
      }
      .passed summary {
        width: fit-content;
        color: var(--ink-2);
      }
      attention-cases,
      attention-printed {
        display: block;
        margin-top: 1rem;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("report")) return;
    // Who prints wants to see it.
    this.unfolded = this.report?.console !== "";
  }

  /** With its cases. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.loaded;
    return isComplete;
  }

  /** Verdict and reason in one sentence, for a live region. */
  static summary(report: Report, mode: Mode, alone: boolean, locale: Locale): string {
    const mistake = report.diagnosis ? ` ${say(report.diagnosis.title, locale)}` : "";
    return `${titleOf(report, mode, alone, messages[locale])}. ${mode === "run" && report.verdict === "accepted" ? "" : say(report.message, locale)}${mistake}`;
  }

  protected override render() {
    const { report, exercise } = this;
    if (!report || !exercise) return nothing;
    const passed = report.cases.filter(({ verdict }) => verdict === "accepted").length;
    // The first failing case, or the error, stands below and says the same.
    const failing = passed < report.cases.length;
    const sample = this.mode === "run" && report.verdict === "accepted";
    return html`
      <div class="verdict ${tone(report.verdict)}">
        <span class="sign">${verdictIcon(report.verdict)}</span>
        <h2>${titleOf(report, this.mode, this.alone, this.text)}</h2>
        <p class="meta">
          ${report.cases.length ? html`<span>${this.text.passed(passed, report.cases.length)}</span> <span>${this.text.milliseconds(report.durationMs)}</span>` : nothing}
          ${this.mode === "submit" ? html`<span>${this.text.seed} ${report.seed}</span>${report.verdict === "accepted" ? nothing : this.repeatButton(report.seed)}` : nothing}
        </p>
      </div>
      ${failing || report.error || (sample && this.alone) ? nothing : html`<p class="message">${sample ? this.text.samplesPassedText : say(report.message, this.locale)}</p>`}
      <slot name="after-verdict"></slot>
      ${this.mistake(report)}
      ${report.notes?.map((note) => html`<p class="message note">${say(note, this.locale)}</p>`)}
      ${learnerError(report.error, this.languages, this.locale)}
      ${failing || (this.alone && report.cases.length) ? this.cases(report) : report.cases.length ? this.passed(report) : this.printed(report)}
    `;
  }

  private repeatButton(seed: number) {
    const repeat = () =>
      this.dispatchEvent(
        new CustomEvent("attention-repeat", { detail: { version: 2, seed }, bubbles: true, composed: true }),
      );
    return html`<button class="link" @click=${repeat}>${this.text.repeat}</button>`;
  }

  private mistake({ diagnosis }: Report) {
    if (!diagnosis) return nothing;
    return html`<section class="mistake" aria-labelledby="mistake">
      <small>${this.text.namedMistake}<code>${diagnosis.mistake}</code></small>
      <h3 id="mistake">${say(diagnosis.title, this.locale)}</h3>
      <p>${say(diagnosis.explanation, this.locale)}</p>
    </section>`;
  }

  private passed(report: Report) {
    const toggle = ({ target }: Event) => {
      this.unfolded = (target as HTMLDetailsElement).open;
    };
    return html`<details class="passed" .open=${this.unfolded} @toggle=${toggle}>
      <summary>${this.text.cases} (${report.cases.length})</summary>${this.unfolded ? this.cases(report) : nothing}</details>`;
  }

  private cases(report: Report) {
    this.loaded = import("./cases/attention-cases.js").catch(() => {});
    return html`<attention-cases lang=${this.locale} .report=${report} .exercise=${this.exercise} .languages=${this.languages} .ownCase=${this.ownCase}></attention-cases>`;
  }

  /** Of a program that never came to a case. */
  private printed({ console }: Report) {
    if (!console) return nothing;
    void import("./cases/attention-printed.js");
    return html`<attention-printed lang=${this.locale} .heading=${this.text.console} .printed=${console}></attention-printed>`;
  }
}

function titleOf({ verdict, error }: Report, mode: Mode, alone: boolean, text: Messages): string {
  if (verdict === "compile-error") return error ? text.syntaxError : text.noFunction;
  if (verdict !== "accepted" || mode === "submit") return text.verdicts[verdict];
  return alone ? text.casePassed : text.samplesPassed;
}

define("attention-report", AttentionReport);

declare global {
  interface HTMLElementTagNameMap {
    "attention-report": AttentionReport;
  }
}
