import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import "./attention-case.js";
import { type Exercise, type Language, type Locale, say } from "../../format/index.js";
import type { CaseReport, Report } from "../../judge/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { controls } from "../shared/styles/controls.js";
import { tabList } from "../shared/tab-list.js";
import { type Messages, messages } from "../shared/text.js";
import { learnerError } from "./learner-error.js";
import type { Mode } from "./mode.js";
import { printedLines } from "./printed-lines.js";
import { tone, verdictIcon } from "./verdict-icon.js";

/** A judge's report: verdict, the named mistake, every case. Fires `attention-repeat` (detail: `{ version: 2, seed }`). */
export class AttentionReport extends AttentionElement {
  @property({ attribute: false }) report?: Report;
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "tolerance" | "pictures">;
  @property() mode: Mode = "run";
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];

  @state() private chosen = 0;

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
        display: grid;
        grid-template-columns: auto 1fr;
        column-gap: 0.875rem;
        align-items: start;
      }
      .sign {
        display: grid;
        place-items: center;
        width: 2.25rem;
        height: 2.25rem;
        border-radius: 4px;
        background: var(--tone);
        color: var(--surface);
      }
      .sign svg {
        width: 1.25rem;
        height: 1.25rem;
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
      .cases {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        margin-top: 1.5rem;
      }
      .cases [role="tab"] {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        max-width: 100%;
        min-height: max(2rem, var(--target));
        padding: 0.125rem 0.625rem 0.125rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--surface);
        font-size: 0.8125rem;
        font-weight: 500;
        line-height: 1.3;
        text-align: start;
        white-space: normal;
      }
      /* A narrow report has one row of cases, to be scrolled sideways. */
      @container (max-width: 30rem) {
        .cases {
          position: relative;
          flex-wrap: nowrap;
          margin-inline: -3px;
          padding: 3px;
          overflow-x: auto;
          scrollbar-width: thin;
        }
        .cases [role="tab"] {
          flex: none;
          max-width: 80cqi;
        }
      }
      .cases svg {
        width: 0.875rem;
        height: 0.875rem;
        color: var(--tone);
      }
      .cases [role="tab"]:hover {
        border-color: var(--line-strong);
      }
      .cases [role="tab"][aria-selected="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        color: var(--ink);
      }
      .cases [role="tab"][aria-selected="true"]::after {
        content: none;
      }
      [role="tabpanel"] {
        margin-top: 1rem;
      }
      .console {
        margin-top: 1.5rem;
      }
      .console h3 {
        margin-bottom: 0.375rem;
        font-size: 0.875rem;
        font-weight: 650;
      }
      .console pre {
        max-height: 18rem;
        overflow: auto;
        padding: 0.5rem 0.75rem;
        border-radius: 4px;
        background: var(--sunken);
        font: 0.8125rem / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      @media print {
        .console pre {
          max-height: none;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("report")) return;
    const failing = this.report?.cases.findIndex(({ verdict }) => verdict !== "accepted") ?? -1;
    this.chosen = Math.max(failing, 0);
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("chosen")) return;
    const tab = this.renderRoot.querySelector<HTMLElement>(".cases [aria-selected='true']");
    tab?.parentElement?.scrollTo({ left: tab.offsetLeft - 24 });
  }

  /** Verdict and reason in one sentence, for a live region. */
  static summary(report: Report, mode: Mode, locale: Locale): string {
    const mistake = report.diagnosis ? ` ${say(report.diagnosis.title, locale)}` : "";
    return `${titleOf(report, mode, messages[locale])}. ${mode === "run" && report.verdict === "accepted" ? "" : say(report.message, locale)}${mistake}`;
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
        <div>
          <h2>${titleOf(report, this.mode, this.text)}</h2>
          <p class="meta">
            ${report.cases.length ? html`<span>${this.text.passed(passed, report.cases.length)}</span> <span>${this.text.milliseconds(report.durationMs)}</span>` : nothing}
            ${this.mode === "submit" ? html`<span>${this.text.seed} ${report.seed}</span>${report.verdict === "accepted" ? nothing : this.repeatButton(report.seed)}` : nothing}
          </p>
        </div>
      </div>
      ${failing || report.error ? nothing : html`<p class="message">${sample ? this.text.samplesPassedText : say(report.message, this.locale)}</p>`}
      <slot name="after-verdict"></slot>
      ${this.mistake(report)}
      ${report.notes?.map((note) => html`<p class="message note">${say(note, this.locale)}</p>`)}
      ${learnerError(report.error, this.languages, this.locale)}
      ${report.cases.length ? this.cases(report, exercise) : nothing}
      ${report.console ? html`<div class="console"><h3>${this.text.console}</h3><pre tabindex="0" aria-label=${this.text.console} role="region">${printedLines(report.console, this.text.linesLeftOut)}</pre></div>` : nothing}
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

  private cases(report: Report, exercise: NonNullable<AttentionReport["exercise"]>) {
    const chosen = Math.min(this.chosen, report.cases.length - 1);
    return html`
      ${tabList(this, {
        label: this.text.cases,
        class: "cases",
        id: "case",
        tabs: report.cases.map((entry, name) => ({ name, class: tone(entry.verdict), label: this.caseLabel(entry) })),
        selected: chosen,
        controls: "panel",
        choose: (index) => {
          this.chosen = index;
        },
      })}
      <div role="tabpanel" id="panel" aria-labelledby="case-${chosen}">
        <attention-case lang=${this.locale} .case=${report.cases[chosen]} .exercise=${exercise} .language=${report.language} .languages=${this.languages}></attention-case>
      </div>`;
  }

  private caseLabel({ verdict, title }: CaseReport) {
    return html`${verdictIcon(verdict)}<span>${say(title, this.locale)}<span class="visually-hidden">, ${this.text.verdicts[verdict]}</span></span>`;
  }
}

function titleOf({ verdict, error }: Report, mode: Mode, text: Messages): string {
  if (verdict === "compile-error") return error ? text.syntaxError : text.noFunction;
  return verdict === "accepted" && mode === "run" ? text.samplesPassed : text.verdicts[verdict];
}

define("attention-report", AttentionReport);

declare global {
  interface HTMLElementTagNameMap {
    "attention-report": AttentionReport;
  }
}
