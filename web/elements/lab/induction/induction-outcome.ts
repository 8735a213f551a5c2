import { html, nothing } from "lit";
import { type Ablation, descentOf, formedFrom, type Outcome } from "../../../lab/induction/reading.js";
import { headPlaces, steps } from "../../../lab/induction/run.js";
import type { HeadScores } from "../../../lab/induction/scores.js";
import { tried } from "../../../lab/induction/tried.js";
import type { InductionRecord } from "./induction-record.js";
import type { InductionWords } from "./induction-text.js";

/** What came of the prediction; null before there is a whole run. */
export function predictionOutcome(words: InductionWords, record: InductionRecord, prediction: string): string | null {
  const descent = descentOf(record.losses);
  if (!record.outcome || !descent) return null;
  return words.verdict(words.fell(descent), descent.shape === prediction);
}

/** The sentences and the table after a run: all of it computed from what was measured. */
export function outcomeReading(words: InductionWords, record: InductionRecord, outcome: Outcome) {
  const descent = descentOf(record.losses);
  const sentences = [
    record.step < steps ? words.stopped(record.step) : null,
    descent?.half ? words.half(descent.half, descent.first) : null,
    headsFound(words, record.run.heads, outcome, "previous"),
    headsFound(words, record.run.heads, outcome, "prefix"),
    words.accuracy(outcome.whole.accuracy),
    outcome.withoutPrevious ? composition(words, outcome.whole, outcome.withoutPrevious) : null,
    elsewhere(words, record, outcome),
  ];
  return html`<h3>${words.measured}</h3>
    ${sentences.map((sentence) => (sentence === null ? nothing : html`<p>${sentence}</p>`))}
    ${headTable(words, record.run.heads, outcome)}
    <p class="note">${words.tried(tried.seeds, record.run.heads, ...tried.halves[record.run.heads])}</p>`;
}

function headsFound(words: InductionWords, heads: number, outcome: Outcome, key: keyof HeadScores): string {
  const places = headPlaces(heads);
  const scored = outcome.heads.flatMap((scores, i) => {
    const place = places[i];
    return place && scores[key] >= formedFrom
      ? [words.scored(words.headName(place.layer + 1, place.head + 1), scores[key])]
      : [];
  });
  const best = Math.max(...outcome.heads.map((scores) => scores[key]));
  if (key === "previous")
    return scored.length ? words.previousFound(scored.join(words.and)) : words.previousMissing(best);
  return scored.length ? words.prefixFound(scored.join(words.and)) : words.prefixMissing(best);
}

/** Only where the score collapses does the second layer live on what the first one wrote. */
function composition(words: InductionWords, whole: Ablation, without: Ablation): string {
  const say = without.prefix < whole.prefix / 2 && whole.prefix >= formedFrom ? words.composed : words.notComposed;
  return say(whole.accuracy, without.accuracy, whole.prefix, without.prefix);
}

function elsewhere(words: InductionWords, { run }: InductionRecord, { whole, elsewhere }: Outcome): string {
  const isDistance = run.rule === "fixed" && elsewhere < whole.accuracy / 2;
  return isDistance ? words.distance(elsewhere) : words.elsewhere[run.rule](elsewhere);
}

function headTable(words: InductionWords, heads: number, outcome: Outcome) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.table}><table>
    <caption>${words.table}</caption>
    <thead><tr>${words.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${headPlaces(heads).map(({ layer, head }, i) => {
      const [scores, without] = [outcome.heads[i], outcome.without[i]];
      if (!scores || !without) return nothing;
      return html`<tr><th scope="row">${words.headTitle(layer + 1, head + 1)}</th>
        <td>${words.short(scores.previous)}</td><td>${words.short(scores.prefix)}</td>
        <td>${words.short(without.loss)}</td><td>${words.share(without.accuracy)}</td></tr>`;
    })}</tbody>
  </table></div>`;
}
