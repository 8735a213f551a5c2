import { css, html, nothing } from "lit";
import { flopsOf } from "../../../lab/help/cost.js";
import { type HelpSettings, stretches, watched } from "../../../lab/help/settings.js";
import { accuraciesAt, type Standing } from "../../../lab/help/standing.js";
import { spreadOf } from "../../../lab/training/spread.js";
import type { Locale } from "../../shared/locale.js";
import { percent } from "./help-reading.js";
import { entrantName, helpMessages } from "./help-text.js";

export const tableStyles = css`
  .results td,
  .results tbody th {
    white-space: nowrap;
  }
  .results thead th {
    min-width: 4rem;
    vertical-align: bottom;
    color: var(--ink-2);
    font-weight: 600;
    line-height: 1.35;
  }
  .results small {
    display: block;
    color: var(--ink-3);
    font-size: 0.75rem;
  }
  .results tbody th {
    font-weight: 600;
  }
  .each {
    display: inline-grid;
    grid-auto-flow: column;
    grid-auto-columns: 2.875rem;
  }
`;

/** Every number of the race. */
export function resultsTable(locale: Locale, settings: HelpSettings, standings: readonly Standing[]) {
  const words = helpMessages[locale];
  const main = watched(settings.task);
  const others = stretches.map((_, i) => i).filter((i) => i !== main);
  const spread = (standing: Standing, stretch: number) => {
    const { mean, low, high } = spreadOf(accuraciesAt(standing, stretch));
    return html`${percent(mean)}<small>${words.range(percent(low), percent(high))}</small>`;
  };
  const stretchTitle = (i: number) => words.column.times(stretches[i] ?? 1, settings.length * (stretches[i] ?? 1));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.results}>
    <table class="results">
      <thead>
        <tr>
          <th scope="col">${words.column.pooling}</th>
          <th scope="col">${words.column.accuracy}${main ? html`<small>${stretchTitle(main)}</small>` : nothing}</th>
          <th scope="col">${words.column.deviation}</th>
          <th scope="col">${words.column.seeds}</th>
          ${others.map((i) => html`<th scope="col">${stretchTitle(i)}</th>`)}
          <th scope="col">${words.column.ms}</th>
          <th scope="col">${words.column.flops}</th>
        </tr>
      </thead>
      <tbody>
        ${standings.map((standing) => {
          const { entrant, attempts } = standing;
          const accuracies = accuraciesAt(standing, main);
          const ms = spreadOf(attempts.map(({ msPerStep }) => msPerStep)).mean;
          return html`<tr>
            <th scope="row">${entrantName(words, entrant)}</th>
            <td>${spread(standing, main)}</td>
            <td>${percent(spreadOf(accuracies).deviation)}</td>
            <td><span class="each">${accuracies.map((accuracy) => html`<span>${(100 * accuracy).toFixed(1)} </span>`)}</span></td>
            ${others.map((i) => html`<td>${spread(standing, i)}</td>`)}
            <td>${words.ms(ms.toFixed(2))}</td>
            <td>${entrant === "own" ? words.unknown : words.flops((flopsOf(entrant, settings) / 1000).toFixed(1))}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
