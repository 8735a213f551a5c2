import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import "./attention-comparison.js";
import "./attention-inputs.js";
import "./attention-worst.js";
import {
  defaultLanguage,
  type Exercise,
  type Language,
  type Output,
  say,
  type Tolerance,
} from "../../../format/index.js";
import type { CaseReport, OutputReport } from "../../../judge/index.js";
import { countedCaseName, ownCaseName } from "../../../judge/own/case-names.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import type { Kind } from "../../shared/format-array.js";
import { leading } from "../../shared/slices.js";
import { controls } from "../../shared/styles/controls.js";
import { tabList } from "../../shared/tab-list.js";
import { learnerError } from "../learner-error.js";
import { caseMessages } from "./case-text.js";
import { type Drawing, drawings } from "./pictures.js";

/** What of a case is looked at. */
type View = "values" | "maps" | "inputs" | "console";

/** What the case is one of: without `written`, right answers are computed, of a reader's own inputs too. */
export type CaseExercise = Pick<Exercise, "signature" | "tolerance" | "pictures" | "written">;

/** One case of a report: where it is wrong, then by tabs its values, heat maps, inputs, and what was printed. */
export class AttentionCase extends AttentionElement {
  @property({ attribute: false }) case?: CaseReport;
  @property({ attribute: false }) exercise?: CaseExercise;
  @property() language: Language = defaultLanguage;
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];
  /** That the case was drawn from. */
  @property({ type: Number }) seed = 0;
  /** The case that the learner wrote last. */
  @property({ attribute: false }) ownCase?: Readonly<Record<string, string>>;
  /** What the source printed before any case. */
  @property({ attribute: false }) printedAtLoad = "";

  /** Whether the reader writes a case of their own from this one. */
  @state() private editing = false;
  /** What the reader chose to look at, for this case and the next ones. */
  @state() private view: View | undefined;
  /** Name of the output that is compared: the wrong one until the reader chooses another. */
  @state() private chosen = "";
  @state() private selection: readonly number[] = [];

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
        min-width: 0;
      }
      :host > *,
      [role="tabpanel"],
      .block {
        min-width: 0;
      }
      .message {
        max-width: 44rem;
        overflow-wrap: anywhere;
      }
      .onwards {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        font-size: 0.875rem;
      }
      .views {
        border-bottom: 1px solid var(--line);
      }
      .views [role="tab"] {
        padding-block: 0.375rem;
        font-size: 0.875rem;
      }
      [role="tabpanel"] {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }
      .outputs {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-bottom: 0.75rem;
      }
      .outputs [role="tab"] {
        min-height: max(1.75rem, var(--target));
        padding: 0 0.625rem;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--surface);
        color: var(--good);
        font: 600 0.8125rem / 1.6 var(--mono);
      }
      .outputs .wrong {
        color: var(--bad);
      }
      .outputs [role="tab"][aria-selected="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
      }
      .outputs [role="tab"]::after {
        content: none;
      }
      .slices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        margin-bottom: 0.5rem;
        font-size: 0.8125rem;
        color: var(--ink-2);
      }
      .slices select {
        min-width: var(--target);
        min-height: max(1.75rem, var(--target));
        padding: 0 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 3px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("case")) return;
    this.choose(this.case?.wrong ?? this.case?.outputs[0]?.name ?? "");
  }

  /** Opens an output at the slice that holds its worst value. */
  private choose(name: string): void {
    const output = this.case?.outputs.find((one) => one.name === name);
    this.chosen = name;
    this.selection = leading(output?.mismatch?.worstIndex ?? []);
  }

  protected override render() {
    const { case: report, exercise } = this;
    if (!report || !exercise) return nothing;
    const wrong = report.outputs.find(({ name }) => name === report.wrong);
    return html`
      ${learnerError(report.error, this.languages, this.locale)}
      ${report.message && !report.error ? html`<p class="message">${say(report.message, this.locale)}</p>` : nothing}
      ${wrong?.mismatch ? this.worst(wrong) : nothing}
      ${this.views(report, exercise)}
      ${this.onwards(report, exercise)}
    `;
  }

  /** What can be done with the case. */
  private onwards({ name, inputs }: CaseReport, { signature, written }: CaseExercise) {
    const words = caseMessages[this.locale];
    const isDrawn = name !== ownCaseName && name !== countedCaseName;
    if (this.editing) {
      void import("../own/attention-own-case.js");
      return html`<attention-own-case lang=${this.locale} .signature=${signature} .inputs=${inputs} .last=${this.ownCase} .language=${this.language} @close=${() => this.edit(false)}></attention-own-case>`;
    }
    return html`<p class="onwards">
      ${isDrawn ? html`<button class="link" @click=${() => this.runAlone(name)}>${words.runAlone}</button>` : nothing}
      ${written ? nothing : html`<button class="link" id="edit" @click=${() => this.edit(true)}>${words.editOwn}</button>`}
    </p>`;
  }

  private edit(editing: boolean): void {
    this.editing = editing;
    if (!editing) void this.focusOn("#edit");
  }

  private runAlone(name: string): void {
    const detail = { version: 1, seed: this.seed, cases: [name] };
    this.dispatchEvent(new CustomEvent("attention-run-case", { detail, bubbles: true, composed: true }));
  }

  private worst(output: OutputReport) {
    const kind = this.kindOf(output.name);
    return html`<attention-worst lang=${this.locale} .output=${output} .tolerance=${this.toleranceOf(kind)} .kind=${kind} .language=${this.language}></attention-worst>`;
  }

  private kindOf(name: string): Kind {
    return this.exercise?.signature.outputs.find((one) => one.name === name)?.kind ?? "float";
  }

  /** Floats may differ within the exercise's tolerance; ids and truth values may not. */
  private toleranceOf(kind: Kind): Tolerance {
    return (kind === "float" && this.exercise?.tolerance) || exact;
  }

  // ——— What is looked at

  private views(report: CaseReport, exercise: CaseExercise) {
    const output = report.error ? undefined : report.outputs.find(({ name }) => name === this.chosen);
    const drawn = drawings(exercise.pictures, report);
    const printed = report.console ?? "";
    const words = caseMessages[this.locale];
    const views = [
      ...(output ? [{ name: "values" as const, label: words.values }] : []),
      ...(drawn.length ? [{ name: "maps" as const, label: this.text.heatmap.matrix }] : []),
      { name: "inputs" as const, label: this.text.inputs },
      ...(printed || this.printedAtLoad ? [{ name: "console" as const, label: this.text.console }] : []),
    ];
    // Who prints wants to see it.
    const usual: View = printed ? "console" : output ? "values" : "inputs";
    const view = views.find(({ name }) => name === this.view)?.name ?? usual;
    return html`
      ${tabList(this, {
        label: words.views,
        class: "views",
        id: "view",
        tabs: views,
        selected: view,
        controls: "view",
        choose: (name) => {
          this.view = name;
        },
      })}
      <div role="tabpanel" id="view" aria-labelledby="view-${view}">${this.shown(view, report, exercise, output, drawn)}</div>`;
  }

  private shown(
    view: View,
    report: CaseReport,
    { signature }: CaseExercise,
    output: OutputReport | undefined,
    drawn: readonly Drawing[],
  ) {
    switch (view) {
      case "values":
        return (
          output && html`<div class="block">${this.outputTabs(report)} ${this.values(output, signature.outputs)}</div>`
        );
      case "maps":
        void import("../maps/attention-maps.js");
        return html`<attention-maps lang=${this.locale} .drawn=${drawn} .language=${this.language} .chosen=${this.chosen} .selection=${this.selection}
          @select=${({ detail }: CustomEvent<readonly number[]>) => this.show(detail)}></attention-maps>`;
      case "inputs":
        return html`<attention-inputs lang=${this.locale} .inputs=${report.inputs} .signature=${signature} .language=${this.language}></attention-inputs>`;
      case "console":
        return html`${this.printed(caseMessages[this.locale].atLoad, this.printedAtLoad)} ${this.printed(caseMessages[this.locale].inCase, report.console)}`;
      default:
        return view satisfies never;
    }
  }

  private printed(heading: string, text: string | undefined) {
    if (!text) return nothing;
    void import("./attention-printed.js");
    return html`<attention-printed lang=${this.locale} .heading=${heading} .printed=${text}></attention-printed>`;
  }

  /** Which of several outputs is compared. An optional one that did not come back is only drawn. */
  private outputTabs(report: CaseReport) {
    const shown = report.outputs.filter(({ name, actual }) => actual || name === this.chosen);
    if (shown.length < 2) return nothing;
    return tabList(this, {
      label: caseMessages[this.locale].outputs,
      class: "outputs",
      id: "output",
      tabs: shown.map(({ name, mismatch }) => {
        const wrong = name === report.wrong || Boolean(mismatch);
        const says = wrong ? caseMessages[this.locale].wrong : caseMessages[this.locale].right;
        const label = html`${name}<span class="visually-hidden">, ${says}</span>`;
        return { name, label, class: wrong ? "wrong" : "" };
      }),
      selected: this.chosen,
      controls: "values",
      choose: (name) => this.choose(name),
    });
  }

  private values({ name, expected, actual, mismatch }: OutputReport, outputs: readonly Output[]) {
    const output = outputs.find((one) => one.name === name);
    const kind = this.kindOf(name);
    return html`<div id="values">
      ${this.slices(expected.shape, output?.shape ?? [])}
      <attention-comparison
        lang=${this.locale}
        .expected=${expected}
        .actual=${actual}
        .tolerance=${this.toleranceOf(kind)}
        .worst=${mismatch?.worstIndex}
        .selection=${this.selection}
        .kind=${kind}
        .language=${this.language}
      ></attention-comparison>
    </div>`;
  }

  private show(selection: readonly number[]): void {
    this.selection = selection;
  }

  private slices(shape: readonly number[], names: readonly string[]) {
    const dimensions = leading(shape);
    if (!dimensions.some((size) => size > 1)) return nothing;
    return html`<div class="slices">${dimensions.map((size, axis) => {
      if (size < 2) return nothing;
      const chosen = this.selection[axis] ?? 0;
      return html`<label>${names[axis] ?? this.text.heatmap.dimension(axis)}
        <select @change=${(event: Event) => this.select(axis, Number((event.target as HTMLSelectElement).value), dimensions.length)}>
          ${Array.from({ length: size }, (_, i) => html`<option value=${i} .selected=${i === chosen}>${i}</option>`)}
        </select></label>`;
    })}</div>`;
  }

  private select(axis: number, index: number, rank: number) {
    this.selection = Array.from({ length: rank }, (_, i) => (i === axis ? index : (this.selection[i] ?? 0)));
  }
}

const exact: Tolerance = { absolute: 0, relative: 0 };

define("attention-case", AttentionCase);

declare global {
  interface HTMLElementTagNameMap {
    "attention-case": AttentionCase;
  }
}
