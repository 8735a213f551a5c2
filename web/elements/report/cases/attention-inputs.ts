import { css, html } from "lit";
import { property } from "lit/decorators.js";
import "./attention-array.js";
import { count, isTensor } from "../../../arrays/index.js";
import { defaultLanguage, type Exercise, type Language, spelled } from "../../../format/index.js";
import type { CaseReport, ReportInput, ReportTensor } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { formatShape, formatValue, type Kind } from "../../shared/format-array.js";

/** An input of at most so many values is printed openly, a larger one on request; of many inputs only the smallest are. */
const small = 48;
const smallAmongMany = 16;
const many = 100;

/** What went into a case. */
export class AttentionInputs extends AttentionElement {
  @property({ attribute: false }) inputs: CaseReport["inputs"] = {};
  @property({ attribute: false }) signature?: Exercise["signature"];
  @property() language: Language = defaultLanguage;

  static override styles = [
    super.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5rem;
        min-width: 0;
      }
      summary,
      .scalar {
        font: 0.8125rem / 1.6 var(--mono);
      }
      summary {
        width: fit-content;
        cursor: pointer;
      }
      .meta {
        color: var(--ink-3);
      }
      attention-array {
        margin-top: 0.25rem;
      }
    `,
  ];

  protected override render() {
    return Object.entries(this.inputs).map(([name, input]) => this.input(name, input));
  }

  private input(name: string, input: ReportInput): unknown {
    const written = spelled(name, this.language);
    if (typeof input === "boolean")
      return html`<p class="scalar">${written} = ${formatValue(Number(input), "bool", this.language)}</p>`;
    if (typeof input === "number")
      return html`<p class="scalar">${written} = ${formatValue(input, Number.isInteger(input) ? "int" : "float", this.language)}</p>`;
    const argument = this.signature?.arguments.find((known) => known.name === name);
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
    return Object.values(this.inputs).reduce<number>((sum, input) => sum + values(input), 0);
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

define("attention-inputs", AttentionInputs);

declare global {
  interface HTMLElementTagNameMap {
    "attention-inputs": AttentionInputs;
  }
}
