import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import "./attention-array.js";
import "./attention-comparison.js";
import { count, isTensor } from "../../arrays/index.js";
import {
  defaultLanguage,
  type Exercise,
  type Language,
  type Output,
  type Picture,
  say,
  spelled,
  type Tolerance,
} from "../../format/index.js";
import type { CaseReport, OutputReport, ReportInput, ReportTensor } from "../../judge/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { formatShape, formatValue, type Kind } from "../shared/format-array.js";
import { leading } from "../shared/slices.js";
import { controls } from "../shared/styles/controls.js";
import { tabList } from "../shared/tab-list.js";
import { heatmapOf, pictureHeading } from "./heatmap-of.js";
import { learnerError } from "./learner-error.js";
import { type Drawing, drawings } from "./pictures.js";

/** An input of at most so many values is printed openly, a larger one on request; of many inputs only the smallest are. */
const small = 48;
const smallAmongMany = 16;
const many = 100;

/** One case of a report: what went in, what was expected, what came back. */
export class AttentionCase extends AttentionElement {
  @property({ attribute: false }) case?: CaseReport;
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "tolerance" | "pictures">;
  @property() language: Language = defaultLanguage;
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];

  /** Name of the output that is compared: the wrong one until the reader chooses another. */
  @state() private chosen = "";
  @state() private selection: readonly number[] = [];
  /** For pictures of another output than the one compared: their own leading index, shared by their maps. */
  @state() private pictured: ReadonlyMap<Picture, readonly number[]> = new Map();

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        min-width: 0;
      }
      :host > *,
      .block {
        min-width: 0;
      }
      h3 {
        margin-bottom: 0.5rem;
        font-size: 0.875rem;
        font-weight: 650;
      }
      .message {
        max-width: 44rem;
        overflow-wrap: anywhere;
      }
      h3 small {
        margin-inline-start: 0.5rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
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
      .maps {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 2.25rem;
      }
      .maps > * {
        min-width: 9.5rem;
        max-width: 100%;
      }
      .inputs {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5rem;
      }
      .inputs summary,
      .scalar {
        font: 0.8125rem / 1.6 var(--mono);
      }
      .inputs summary {
        width: fit-content;
      }
      .meta {
        color: var(--ink-3);
      }
      .inputs attention-array {
        margin-top: 0.25rem;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("case")) return;
    this.choose(this.case?.wrong ?? this.case?.outputs[0]?.name ?? "");
    this.pictured = new Map();
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
    const { outputs } = exercise.signature;
    const output = report.outputs.find(({ name }) => name === this.chosen);
    const drawn = drawings(exercise.pictures, report);
    return html`
      ${learnerError(report.error, this.languages, this.locale)}
      ${report.message && !report.error ? html`<p class="message">${say(report.message, this.locale)}</p>` : nothing}
      ${report.error || !output ? nothing : html`<div class="block">${this.outputTabs(report)} ${this.values(output, outputs)}</div>`}
      ${exercise.pictures.map((picture) =>
        this.maps(
          picture,
          drawn.filter((drawing) => drawing.picture === picture),
        ),
      )}
      <div class="block"><h3>${this.text.inputs}</h3><div class="inputs">${Object.entries(report.inputs).map(([name, input]) => this.input(name, input))}</div></div>
    `;
  }

  /** Which of several outputs is compared. An optional one that did not come back is only drawn. */
  private outputTabs(report: CaseReport) {
    const shown = report.outputs.filter(({ name, actual }) => actual || name === this.chosen);
    if (shown.length < 2) return nothing;
    return tabList(this, {
      label: this.text.outputs,
      class: "outputs",
      id: "output",
      tabs: shown.map(({ name, mismatch }) => {
        const wrong = name === report.wrong || Boolean(mismatch);
        const says = wrong ? this.text.wrong : this.text.right;
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
    return html`<div id="values">
      ${this.slices(expected.shape, output?.shape ?? [])}
      <attention-comparison
        lang=${this.locale}
        .expected=${expected}
        .actual=${actual}
        .tolerance=${toleranceOf(output?.kind, this.exercise?.tolerance)}
        .worst=${mismatch?.worstIndex}
        .selection=${this.selection}
        .kind=${output?.kind ?? "float"}
        .language=${this.language}
      ></attention-comparison>
    </div>`;
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

  private maps(picture: Picture, drawn: readonly Drawing[]) {
    if (!drawn.length) return nothing;
    const select = ({ detail }: CustomEvent<{ selection: readonly number[] }>) => {
      this.pictured = new Map([...this.pictured, [picture, detail.selection]]);
    };
    const followsSelection = picture.of === this.chosen;
    return html`<div class="block" role="group" aria-label=${say(picture.title, this.locale)} @attention-select=${select}>
      ${pictureHeading(picture, this.locale)}
      <div class="maps">${drawn.map((drawing) =>
        heatmapOf(drawing, {
          locale: this.locale,
          language: this.language,
          label: this.text[drawing.shows],
          fixed: followsSelection || drawing.shows !== "expected",
          selection: followsSelection ? this.selection : (this.pictured.get(picture) ?? []),
        }),
      )}</div>
    </div>`;
  }

  private input(name: string, input: ReportInput): unknown {
    const written = spelled(name, this.language);
    if (typeof input === "boolean")
      return html`<p class="scalar">${written} = ${formatValue(Number(input), "bool", this.language)}</p>`;
    if (typeof input === "number")
      return html`<p class="scalar">${written} = ${formatValue(input, Number.isInteger(input) ? "int" : "float", this.language)}</p>`;
    const argument = this.exercise?.signature.arguments.find((known) => known.name === name);
    const kind = argument?.kind === "int" || argument?.kind === "bool" ? argument.kind : "float";
    if (isTensor(input)) return this.array(written, input, kind);
    return Object.entries(input).map(([key, tensor]) => this.array(`${written}.${key}`, tensor, "float"));
  }

  private get inputValues(): number {
    const values = (input: ReportInput): number =>
      typeof input !== "object"
        ? 1
        : isTensor(input)
          ? count(input.shape)
          : Object.values(input).reduce((sum, tensor) => sum + count(tensor.shape), 0);
    return Object.values(this.case?.inputs ?? {}).reduce<number>((sum, input) => sum + values(input), 0);
  }

  private array(name: string, tensor: ReportTensor, kind: Kind) {
    const total = count(tensor.shape);
    const open = total <= (this.inputValues > many ? smallAmongMany : small);
    return html`<details ?open=${open}>
      <summary>${name} <span class="meta">${formatShape(tensor.shape)}${total > smallAmongMany ? ` · ${this.text.values(total)}` : ""}</span></summary>
      <attention-array lang=${this.locale} .tensor=${tensor} .kind=${kind} .language=${this.language} .label=${name}></attention-array>
    </details>`;
  }
}

const exact: Tolerance = { absolute: 0, relative: 0 };

/** Floats may differ within the exercise's tolerance; ids and truth values may not. */
const toleranceOf = (kind: Kind | undefined, tolerance = exact) => (kind === "float" ? tolerance : exact);

define("attention-case", AttentionCase);

declare global {
  interface HTMLElementTagNameMap {
    "attention-case": AttentionCase;
  }
}
