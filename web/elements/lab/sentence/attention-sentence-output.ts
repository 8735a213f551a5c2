import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Attention } from "../../../lab/sentence/attend.js";
import { rowOf } from "../../../lab/sentence/cell.js";
import { weightsOf } from "../../../lab/sentence/reading.js";
import { scaleStyles, stepClass } from "../../heatmap/heatmap-scale.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { linkColors } from "./sentence-styles.js";
import { sentenceMessages } from "./sentence-text.js";
import type { Looked } from "./stage-matrix.js";
import { written } from "./written.js";

/** More rows than these are added up to one, and so are those whose weight is written as zero. */
const most = 6;
const least = 0.005;

/** A row of the sum: what one token, or several together, add to the output. */
interface Part {
  readonly name: string;
  readonly key: number | null;
  readonly weight: number;
  readonly values: readonly number[];
}

/** The output of a token as what it is: a sum of values, each times its weight. */
export class AttentionSentenceOutput extends AttentionElement {
  @property({ attribute: false }) attention?: Attention;
  @property({ attribute: false }) looked?: Looked;
  @property({ attribute: false }) names: readonly string[] = [];

  static override styles = [
    super.styles,
    scaleStyles,
    linkColors,
    css`
      :host {
        display: block;
        min-width: 0;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      table {
        border-collapse: separate;
        border-spacing: 2px;
      }
      th {
        overflow: hidden;
        max-width: 8rem;
        padding-inline-end: 0.5rem;
        font-weight: 500;
        text-align: start;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .weight {
        padding-inline-end: 0.75rem;
        color: var(--ink-2);
        text-align: end;
      }
      .cell {
        width: 1.5rem;
        min-width: 0.5rem;
        height: 1.5rem;
        border-radius: 2px;
        print-color-adjust: exact;
      }
      .key th {
        color: var(--key);
        font-weight: 600;
      }
      tfoot th {
        color: var(--query);
        font-weight: 700;
      }
      tfoot tr > * {
        padding-block-start: 0.25rem;
      }
      tfoot .cell {
        border-top: 0.25rem solid var(--paper);
        height: 1.75rem;
      }
      p {
        margin-top: 0.75rem;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  private parts(attention: Attention, { head, token }: Looked): readonly Part[] {
    const { weights } = weightsOf(attention, head, token);
    const all = weights
      .map((weight, key): Part => {
        const values = rowOf(attention.v, attention, head, key).map((value) => value * weight);
        return { name: this.names[key] ?? "", key, weight, values };
      })
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight);
    const own = Math.min(all.filter(({ weight }) => weight >= least).length, most);
    const others = all.slice(own);
    // One other alone is no shorter than itself.
    if (others.length < 2) return all;
    const together: Part = {
      name: sentenceMessages[this.locale].others(others.length),
      key: null,
      weight: others.reduce((sum, { weight }) => sum + weight, 0),
      values: (others[0]?.values ?? []).map((_, i) => others.reduce((sum, { values }) => sum + (values[i] ?? 0), 0)),
    };
    return [...all.slice(0, own), together];
  }

  protected override render() {
    const { attention, looked } = this;
    if (!attention || !looked) return nothing;
    const words = sentenceMessages[this.locale];
    const parts = this.parts(attention, looked);
    const output = rowOf(attention.output, attention, looked.head, looked.token);
    const end = Math.max(...[output, ...parts.map(({ values }) => values)].flat().map(Math.abs), 1e-9);
    const cells = (values: readonly number[]) =>
      values.map(
        (value) =>
          html`<td class="cell ${stepClass(value, -end, end, "diverging")}"><span class="visually-hidden">${written(value, 2)}</span></td>`,
      );
    const [terms, result] = [parts.map(({ values }) => written(values[0] ?? 0)), written(output[0] ?? 0)];
    return html`<div class="scroll"><table>
        <tbody>${parts.map(
          ({ name, key, weight, values }) => html`<tr class=${key === looked.key ? "key" : ""}>
            <th scope="row"><bdi>${name}</bdi></th><td class="weight">${written(weight, 2)}</td>${cells(values)}
          </tr>`,
        )}</tbody>
        <tfoot><tr><th scope="row"><bdi>${words.stages.output}</bdi></th><td class="weight"></td>${cells(output)}</tr></tfoot>
      </table></div>
      <p>${words.firstFeature(terms.join(" + ").replaceAll("+ −", "− "), result)}</p>`;
  }
}

define("attention-sentence-output", AttentionSentenceOutput);
