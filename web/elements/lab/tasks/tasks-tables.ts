import { html, nothing } from "lit";
import { kindOf, type TasksSettings, trialsOf } from "../../../lab/tasks/settings.js";
import { bestBaselineOf, standingsOf, verdictOf } from "../../../lab/tasks/standing.js";
import { doneOf, type Run } from "../../../lab/tasks/work.js";
import { spreadOf } from "../../../lab/training/spread.js";
import type { Locale } from "../../shared/locale.js";
import { percent } from "../help/help-reading.js";
import { lastOf, spreadText } from "./tasks-reading.js";
import { pointName, tasksMessages } from "./tasks-text.js";

/** Every number of one run. */
export function numbersTable(locale: Locale, { settings, results }: Run) {
  const words = tasksMessages[locale];
  const rows = standingsOf(settings, results).flatMap((standing) =>
    [...standing.results].map(([model, found]) => {
      const spread = standing.spreads.get(model);
      const ms = spreadOf(found.map(({ msPerStep }) => msPerStep)).mean;
      return html`<tr>
        <th scope="row">${pointName(locale, settings, standing.point)}</th>
        <td>${words.models[model]}</td>
        <td>${spread ? percent(spread.mean) : nothing}</td>
        <td>${found.map(({ accuracy }) => percent(accuracy)).join(" · ")}</td>
        <td>${found[0]?.parameters}</td>
        <td>${words.msValue(ms.toFixed(2))}</td>
      </tr>`;
    }),
  );
  const titles = [words.axes[settings.vary === "amount" ? "amount" : kindOf(settings.variant)], words.model];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.numbers}>
    <table class="numbers">
      <thead>
        <tr>${[...titles, words.accuracy, words.seeds, words.parameters, words.ms].map((title) => html`<th scope="col">${title}</th>`)}</tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
}

export interface RunActions {
  show(settings: TasksSettings): void;
  forget(settings: TasksSettings): void;
}

/** The learner's runs, one a row. */
export function runsTable(locale: Locale, runs: readonly Run[], shown: TasksSettings, actions: RunActions) {
  const words = tasksMessages[locale];
  const { column } = words;
  const titles = [
    column.task,
    column.grows,
    column.steps,
    column.seed,
    column.attention,
    column.baseline,
    column.result,
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.runs}>
    <table class="runs">
      <thead>
        <tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}<td></td></tr>
      </thead>
      <tbody>${runs.map((run) => runRow(locale, run, shown, actions))}</tbody>
    </table>
  </div>`;
}

function runRow(locale: Locale, run: Run, shown: TasksSettings, { show, forget }: RunActions) {
  const words = tasksMessages[locale];
  const { settings } = run;
  const { variant, vary, steps, seed } = settings;
  const last = lastOf(run);
  const attention = last?.spreads.get("attention");
  const [baseline, spread] = (last && bestBaselineOf(last)) ?? [];
  const isWhole = doneOf(run) === trialsOf(settings).length;
  const verdict = isWhole ? verdictOf(standingsOf(settings, run.results)) : undefined;
  const isShown = (["variant", "vary", "steps", "seed"] as const).every((name) => settings[name] === shown[name]);
  const name = `${words.kinds[kindOf(variant)]}, ${words.variants[variant].name}`;
  const described = `${name}, ${words.varied[vary]}, ${words.column.seed} ${seed}`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${words.varied[vary]}</td>
    <td>${steps}</td>
    <td>${seed}</td>
    <td>${attention ? spreadText(locale, attention) : nothing}</td>
    <td>${baseline && spread ? html`${words.models[baseline]} ${spreadText(locale, spread)}` : nothing}</td>
    <td>${verdict ? words.results[verdict] : words.partly}</td>
    <td>
      ${
        isShown
          ? html`<span class="note">${words.shown}</span>`
          : html`<button class="link" aria-label="${words.show}: ${described}" @click=${() => show(settings)}>${words.show}</button>`
      }
      <button class="link" aria-label="${words.forget}: ${described}" @click=${() => forget(settings)}>${words.forget}</button>
    </td>
  </tr>`;
}
