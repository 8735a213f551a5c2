import { pointsOf, type TasksSettings } from "../../../lab/tasks/settings.js";
import {
  bestBaselineOf,
  comparisonAt,
  type PointStanding,
  standingsOf,
  verdictOf,
} from "../../../lab/tasks/standing.js";
import type { Run } from "../../../lab/tasks/work.js";
import type { Spread } from "../../../lab/training/spread.js";
import type { Locale } from "../../shared/locale.js";
import { percent } from "../help/help-reading.js";
import { pointName, tasksMessages } from "./tasks-text.js";

export const spreadText = (locale: Locale, { mean, low, high }: Spread): string =>
  tasksMessages[locale].spread(percent(mean), percent(low), percent(high));

/** What was measured, in sentences: the whole first, then each point. */
export function sentencesOf(locale: Locale, { settings, results, attended }: Run): readonly string[] {
  const words = tasksMessages[locale];
  const standings = standingsOf(settings, results);
  const verdict = verdictOf(standings);
  if (!verdict) return [];
  const aligned = attended?.onTheRightWord;
  return [
    words.summary[verdict],
    ...standings.flatMap((standing) => atPoint(locale, settings, standing)),
    ...(aligned === undefined ? [] : [words.aligned(percent(aligned))]),
  ];
}

function atPoint(locale: Locale, settings: TasksSettings, standing: PointStanding): readonly string[] {
  const words = tasksMessages[locale];
  const attention = standing.spreads.get("attention");
  const comparison = comparisonAt(standing);
  const [baseline, spread] = bestBaselineOf(standing) ?? [];
  if (!attention || !comparison || !baseline || !spread) return [];
  const other = `${words.models[baseline]} ${spreadText(locale, spread)}`;
  const name = pointName(locale, settings, standing.point);
  return [words.at(name, spreadText(locale, attention), other, words.compared[comparison])];
}

/** How the prediction fared. */
export function outcomeOf(locale: Locale, prediction: string, { settings, results }: Run): string | null {
  const words = tasksMessages[locale];
  const verdict = verdictOf(standingsOf(settings, results));
  if (!verdict) return null;
  return prediction === verdict ? words.right : words.wrong(words.options[verdict]);
}

/** The standing at the last point, for the table of runs. */
export const lastOf = ({ settings, results }: Run): PointStanding | undefined =>
  standingsOf(settings, results)[pointsOf(settings).length - 1];
