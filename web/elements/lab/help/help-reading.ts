import { type HelpSettings, stretches, watched } from "../../../lab/help/settings.js";
import { isNearChance, type Reading, readingOf, type Standing, verdictOf } from "../../../lab/help/standing.js";
import { overlap } from "../../../lab/training/spread.js";
import type { Locale } from "../../shared/locale.js";
import { entrantName, helpMessages } from "./help-text.js";

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** "a, b and c" */
export const joined = (locale: Locale, names: readonly string[]): string =>
  new Intl.ListFormat(locale === "zh" ? "zh-CN" : "en-GB", { type: "conjunction" }).format(names);

/** What was measured, in sentences. */
export function sentencesOf(locale: Locale, settings: HelpSettings, standings: readonly Standing[]): readonly string[] {
  const main = watched(settings.task);
  const reading = readingOf(standings, main);
  if (!reading) return [];
  return [
    ...ranking(locale, reading),
    ...ofAttention(locale, withoutOwn(standings), main),
    ...onOtherLengths(locale, settings, standings),
  ];
}

/** Without the learner's own pooling, which came after the prediction and may hold attention too. */
const withoutOwn = (standings: readonly Standing[]) => standings.filter(({ entrant }) => entrant !== "own");

function ranking(locale: Locale, reading: Reading): readonly string[] {
  const words = helpMessages[locale];
  const { best, tied, behind, spreads } = reading;
  const top = spreads.get(best);
  if (!top) return [];
  const names = (of: readonly Parameters<typeof entrantName>[1][]) =>
    joined(
      locale,
      of.map((it) => entrantName(words, it)),
    );
  const guessing = behind.filter((it) => isNearChance(spreads.get(it) ?? top));
  const lower = behind.filter((it) => !guessing.includes(it));
  const equal = tied.filter((it) => spreads.get(it)?.mean === top.mean);
  const withMeans = lower.map((it) =>
    words.withMean(entrantName(words, it), percent(spreads.get(it)?.mean ?? Number.NaN)),
  );
  return [
    words.best(names(equal), words.spread(percent(top.mean), percent(top.low), percent(top.high))),
    ...(tied.length > 1 ? [words.notApart(names(tied))] : []),
    ...(lower.length ? [words.behind(joined(locale, withMeans))] : []),
    ...(guessing.length ? [words.chance(names(guessing))] : []),
  ];
}

/** What self-attention brought, and what beside the mean, which follows it too. */
function ofAttention(locale: Locale, standings: readonly Standing[], stretch: number): readonly string[] {
  const words = helpMessages[locale];
  const reading = readingOf(standings, stretch);
  if (!reading) return [];
  const { best, tied, spreads } = reading;
  const [self, mean] = [spreads.get("self"), spreads.get("mean")];
  if (!self || !mean) return [];
  const points = (100 * Math.abs(self.mean - mean.mean)).toFixed(1);
  const beside = overlap(self, mean) ? words.noGain : self.mean > mean.mean ? words.gain(points) : words.loss(points);
  const others = tied.filter((it) => it !== "self").map((it) => entrantName(words, it));
  const verdict = verdictOf(reading);
  switch (verdict) {
    case "helps":
      return [words.helps + beside];
    case "not-apart":
      return [(best === "self" ? words.tooFew : words.noHelp)(joined(locale, others)) + beside];
    case "behind":
      return [words.worse(entrantName(words, best)) + beside];
    default:
      return verdict satisfies never;
  }
}

function onOtherLengths(
  locale: Locale,
  { length, task }: HelpSettings,
  standings: readonly Standing[],
): readonly string[] {
  const words = helpMessages[locale];
  const last = stretches.length - 1;
  const isLonger = watched(task) !== last;
  const reading = readingOf(standings, isLonger ? last : 0);
  if (!reading) return [];
  const list = joined(
    locale,
    [...reading.spreads].map(([entrant, { mean }]) => words.withMean(entrantName(words, entrant), percent(mean))),
  );
  return [isLonger ? words.onLonger(length * (stretches[last] ?? 1), list) : words.onTrained(list)];
}

/** How the prediction fared. */
export function outcomeOf(
  locale: Locale,
  prediction: string,
  settings: HelpSettings,
  standings: readonly Standing[],
): string | null {
  const words = helpMessages[locale];
  const reading = readingOf(withoutOwn(standings), watched(settings.task));
  if (!reading) return null;
  const { best, tied } = reading;
  const names = joined(
    locale,
    tied.map((it) => entrantName(words, it)),
  );
  if (tied.length === 1) return prediction === best ? words.right : words.wrong(words.wonAlone(names));
  if (prediction === "unclear") return words.right;
  if (!tied.some((it) => it === prediction)) return words.wrong(words.wonTied(names));
  return words.rightTied(
    joined(
      locale,
      tied.filter((it) => it !== prediction).map((it) => entrantName(words, it)),
    ),
  );
}
