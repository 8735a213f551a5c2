import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { type Language, say } from "../../../format/index.js";
import type { CaseReport, Report } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { tabList } from "../../shared/tab-list.js";
import { tone, verdictIcon } from "../verdict-icon.js";
import type { CaseExercise } from "./attention-case.js";
import "./attention-case.js";
import { caseMessages } from "./case-text.js";

/** The cases of a report, of which one is looked at. Beside failing ones, those that passed are folded. */
export class AttentionCases extends AttentionElement {
  @property({ attribute: false }) report?: Report;
  @property({ attribute: false }) exercise?: CaseExercise;
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];

  /** The case that the learner wrote last. */
  @property({ attribute: false }) ownCase?: Readonly<Record<string, string>>;

  @state() private chosen = 0;
  @state() private unfolded = false;

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
      }
      .bad {
        --tone: var(--bad);
      }
      .warn {
        --tone: var(--warn);
      }
      .cases {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
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
      .fold {
        margin-top: 0.375rem;
        font-size: 0.8125rem;
      }
      [role="tabpanel"] {
        margin-top: 1rem;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("report")) return;
    this.chosen = Math.max(this.report?.cases.findIndex(isFailing) ?? 0, 0);
    this.unfolded = false;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("chosen")) return;
    const tab = this.renderRoot.querySelector<HTMLElement>(".cases [aria-selected='true']");
    tab?.parentElement?.scrollTo({ left: tab.offsetLeft - 24 });
  }

  protected override render() {
    const { report, chosen } = this;
    const shown = report?.cases[chosen];
    if (!report || !shown) return nothing;
    const passed = report.cases.filter((one) => !isFailing(one)).length;
    const isMixed = passed > 0 && passed < report.cases.length;
    const tabs = report.cases.flatMap((entry, name) =>
      isMixed && !this.unfolded && !isFailing(entry)
        ? []
        : [{ name, class: tone(entry.verdict), label: this.label(entry) }],
    );
    return html`
      ${tabList(this, {
        label: this.text.cases,
        class: "cases",
        id: "case",
        tabs,
        selected: chosen,
        controls: "panel",
        choose: (index) => {
          this.chosen = index;
        },
      })}
      ${isMixed ? this.fold(report, passed) : nothing}
      <div role="tabpanel" id="panel" aria-labelledby="case-${chosen}">
        <attention-case lang=${this.locale} .case=${shown} .exercise=${this.exercise} .language=${report.language} .languages=${this.languages} .seed=${report.seed} .ownCase=${this.ownCase} .printedAtLoad=${report.consoleAtLoad ?? ""}></attention-case>
      </div>`;
  }

  private fold({ cases }: Report, passed: number) {
    const words = caseMessages[this.locale];
    const toggle = () => {
      this.unfolded = !this.unfolded;
      // What is folded away cannot be looked at.
      if (!this.unfolded && !isFailing(cases[this.chosen])) this.chosen = cases.findIndex(isFailing);
    };
    return html`<button class="link fold" aria-expanded=${this.unfolded} @click=${toggle}>${this.unfolded ? words.hidePassed(passed) : words.showPassed(passed)}</button>`;
  }

  private label({ verdict, title }: CaseReport) {
    return html`${verdictIcon(verdict)}<span>${say(title, this.locale)}<span class="visually-hidden">, ${this.text.verdicts[verdict]}</span></span>`;
  }
}

const isFailing = (one: CaseReport | undefined): boolean => one !== undefined && one.verdict !== "accepted";

define("attention-cases", AttentionCases);

declare global {
  interface HTMLElementTagNameMap {
    "attention-cases": AttentionCases;
  }
}
