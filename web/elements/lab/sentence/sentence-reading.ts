import type { Attention } from "../../../lab/sentence/attend.js";
import { largestChange, type Row, spreadOf, strongest, weightsOf } from "../../../lab/sentence/reading.js";
import type { SentenceSettings } from "../../../lab/sentence/settings.js";
import type { SentenceWords, SwitchName } from "./sentence-text.js";
import type { Looked } from "./stage-matrix.js";

/** The switch that was moved last, and what everything was before. */
export interface LastSwitch {
  readonly name: SwitchName;
  readonly settings: SentenceSettings;
  readonly attention: Attention;
}

/** What is read: the pictures as they are now. */
export interface Shown {
  readonly settings: SentenceSettings;
  readonly attention: Attention;
  readonly looked: Looked;
  /** Of every token. */
  readonly names: readonly string[];
}

/** Sentences about the weights that one token gives, each from the numbers of the pictures. */
export function readingOf(shown: Shown, last: LastSwitch | null, words: SentenceWords): readonly string[] {
  const { attention, looked } = shown;
  const row = weightsOf(attention, looked.head, looked.token);
  const hasSink = attention.sink !== null;
  const { asIf, of, entropy, most } = spreadOf(row, hasSink);
  return [
    strongestOf(row, shown, words),
    ...(of > 1 ? [words.spread(asIf.toFixed(1), of, entropy.toFixed(2), most.toFixed(2))] : []),
    ...(hasSink ? [words.sunk(row.sunk.toFixed(2))] : []),
    ...(last ? changeOf(row, shown, last, words) : []),
  ];
}

function strongestOf(row: Row, { looked: { token }, names }: Shown, words: SentenceWords): string {
  const weightOf = (key: number) => (row.weights[key] ?? 0).toFixed(2);
  const [first, other] = [strongest(row) ?? token, strongest(row, token)];
  const start = `${words.strongest(names[token] ?? "", weightOf(first))}${words.space}`;
  if (first !== token) return `${start}${words.toOther(names[first] ?? "")}${words.stop}`;
  const then = other === null ? "" : words.thenOther(names[other] ?? "", weightOf(other));
  return `${start}${words.toItself}${then}${words.stop}`;
}

function changeOf(now: Row, shown: Shown, last: LastSwitch, words: SentenceWords): readonly string[] {
  const { head, token } = shown.looked;
  const { name, settings, attention } = last;
  const [from, to] = [settings, shown.settings].map((of) => settingOf(of, name, words));
  if (from === to || from === undefined || to === undefined || head >= attention.heads) return [];
  const before = rowBefore(last, shown, head, token);
  const change = largestChange(before, now);
  const isUnchanged = Math.abs(change.to - change.from) < 0.0005;
  const said = isUnchanged
    ? words.unchanged
    : words.changedMost(shown.names[change.key] ?? "", change.from.toFixed(3), change.to.toFixed(3));
  return [`${words.switched(words.switchNames[name], from, to)}${words.space}${said}`];
}

/** The row of the same token before the switch; tokens that were in the other order are turned round. */
function rowBefore({ settings, attention }: LastSwitch, shown: Shown, head: number, token: number): Row {
  if (settings.backwards === shown.settings.backwards) return weightsOf(attention, head, token);
  const { weights, visible, sunk } = weightsOf(attention, head, attention.size - 1 - token);
  return { weights: weights.toReversed(), visible: visible.toReversed(), sunk };
}

function settingOf(settings: SentenceSettings, name: SwitchName, words: SentenceWords): string {
  switch (name) {
    case "weights":
      return words.vectorKinds[settings.weights];
    case "positions":
      return words.positionKinds[settings.positions];
    case "causal":
    case "scale":
    case "backwards":
      return settings[name] ? words.on : words.off;
    case "window":
      return settings.window > 0 ? words.windowOf(settings.window) : words.off;
    case "softcap":
      return settings.softcap > 0 ? String(settings.softcap) : words.off;
    case "sink":
      return settings.sink === null ? words.off : String(settings.sink);
    case "seed":
    case "heads":
    case "temperature":
      return String(settings[name]);
    default:
      return name satisfies never;
  }
}
