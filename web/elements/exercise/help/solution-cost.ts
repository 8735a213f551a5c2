import { html, nothing, type TemplateResult } from "lit";
import type { Cost, Signature } from "../../../format/index.js";
import { costFigures } from "./cost-figures.js";
import type { HelpMessages } from "./help-text.js";

/** Formulas and figures: what is computed, what is read and written, what the plain way keeps beside. */
export function solutionCost(signature: Signature, cost: Cost, helps: HelpMessages, heading: TemplateResult) {
  const { operations, bytes, keptBytes } = costFigures(signature, cost);
  const sizes = Object.entries(cost.at).map(([name, size]) => `${name} = ${size}`);
  const row = (label: string, formula: string, figure: string) =>
    html`<tr><th scope="row">${label}</th><td>${formula ? html`<code>${formula.replaceAll("*", "·").replaceAll("+", " + ")}</code>` : nothing}</td><td>${figure}</td></tr>`;
  return html`${heading}
    <table><tbody>
      ${row(helps.costs.operations, cost.operations, withUnit(operations, ""))}
      ${row(helps.costs.bytes, cost.bytes ?? "", withUnit(bytes, "B"))}
      ${cost.kept === undefined ? nothing : row(helps.costs.kept, cost.kept, withUnit(keptBytes, "B"))}
      ${row(helps.costs.intensity, "", digitsOf(operations / bytes))}
    </tbody></table>
    <p>${helps.costAt(sizes.join(", "))}</p>`;
}

const units = ["", "k", "M", "G", "T", "P"] as const;

const digitsOf = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Three digits and a power of a thousand, on one line: `137 G`, `4.19 MB`. */
function withUnit(value: number, unit: "" | "B"): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), units.length - 1);
  return `${digitsOf(value / 1000 ** power)}\u00a0${units[power]}${unit}`.trim();
}
