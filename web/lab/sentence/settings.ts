export const tokenWays = ["words", "characters", "bytes"] as const;
export type TokenWay = (typeof tokenWays)[number];

export const weightKinds = ["similarity", "random", "trained"] as const;
/** Where queries, keys and values come from. */
export type WeightKind = (typeof weightKinds)[number];

export const positionKinds = ["none", "sinusoidal", "rotary", "alibi"] as const;
export type PositionKind = (typeof positionKinds)[number];

/** Each of them divides the width of the vectors. */
export const headCounts = [1, 2, 4] as const;
export type HeadCount = (typeof headCounts)[number];

export interface SentenceSettings {
  /** Null: the sentence that the page begins with, in the reader's language. */
  readonly text: string | null;
  readonly tokens: TokenWay;
  /** How many merges of byte pairs are made; null: all that there are. */
  readonly merges: number | null;
  /** The last token comes first. */
  readonly backwards: boolean;
  readonly weights: WeightKind;
  readonly seed: number;
  readonly heads: HeadCount;
  readonly positions: PositionKind;
  readonly causal: boolean;
  /** Whether scores are multiplied by 1 / sqrt(headDim). */
  readonly scale: boolean;
  readonly temperature: number;
  /** 0: off. */
  readonly softcap: number;
  /** A token sees itself and `window - 1` tokens to either side; 0: all. */
  readonly window: number;
  /** The logit of the sink; null: off. */
  readonly sink: number | null;
  /** The head that is looked at. */
  readonly head: number;
  /** The token that attends; null: one that suits the sentence. */
  readonly token: number | null;
  /** The token that is attended to; null: the one with most weight. */
  readonly key: number | null;
}

export const mostText = 200;
export const mostTokens = 48;
/** Of both layers of a model that another lab trained. */
const mostTrainedHeads = 8;
export const mostSeed = 2 ** 31 - 1;

/** Ends of what is set by a slider, and its step. */
export const ranges = {
  temperature: { low: 0.1, high: 4, step: 0.1 },
  softcap: { low: 0, high: 10, step: 0.5 },
  window: { low: 0, high: 12, step: 1 },
  sink: { low: -4, high: 8, step: 0.5 },
} as const;

export const defaultSettings: SentenceSettings = {
  text: null,
  tokens: "words",
  merges: null,
  backwards: false,
  weights: "similarity",
  // Sixteen features are few: of most seeds, some vectors are nearer than their spelling. Of this one hardly any is.
  seed: 2361,
  heads: 1,
  positions: "none",
  causal: false,
  scale: true,
  temperature: 1,
  softcap: 0,
  window: 0,
  sink: null,
  head: 0,
  token: null,
  key: null,
};

/** One line of at most `mostText` characters, without what only steers a terminal or turns the direction of writing. */
export function readText(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\p{Surrogate}/gu, "\ufffd");
  return line.slice(0, mostText).replace(/\p{Surrogate}$/u, "");
}

/** Settings from a link that anybody may have written: what is not understood is the default, what is too much is clamped. */
export function readSettings(link: URLSearchParams): SentenceSettings {
  const choice = <const T extends string>(name: string, all: readonly T[], otherwise: T): T =>
    all.find((known) => known === link.get(name)) ?? otherwise;
  const flag = (name: string, otherwise: boolean) => choice(name, ["0", "1"], otherwise ? "1" : "0") === "1";
  const number = <Otherwise>(name: string, low: number, high: number, otherwise: Otherwise): number | Otherwise => {
    const value = Number.parseFloat(link.get(name) ?? "");
    return Number.isFinite(value) ? Number(Math.min(Math.max(value, low), high).toFixed(2)) : otherwise;
  };
  const whole = <Otherwise>(name: string, high: number, otherwise: Otherwise) => {
    const value = number(name, 0, high, otherwise);
    return typeof value === "number" ? Math.trunc(value) : value;
  };
  const ofRange = <Otherwise>(name: keyof typeof ranges, otherwise: Otherwise) =>
    number(name, ranges[name].low, ranges[name].high, otherwise);

  const text = readText(link.get("text") ?? "");
  const weights = choice("weights", weightKinds, defaultSettings.weights);
  const heads = headCounts.find((count) => String(count) === link.get("heads")) ?? defaultSettings.heads;
  return {
    text: text.trim() ? text : null,
    tokens: choice("tokens", tokenWays, defaultSettings.tokens),
    merges: whole("merges", mostText, null),
    backwards: flag("backwards", false),
    weights,
    seed: whole("seed", mostSeed, defaultSettings.seed),
    heads,
    positions: choice("positions", positionKinds, defaultSettings.positions),
    causal: flag("causal", false),
    scale: flag("scale", true),
    temperature: ofRange("temperature", defaultSettings.temperature),
    softcap: ofRange("softcap", defaultSettings.softcap),
    window: Math.trunc(ofRange("window", defaultSettings.window)),
    sink: ofRange("sink", null),
    head: whole("head", (weights === "trained" ? mostTrainedHeads : heads) - 1, defaultSettings.head),
    token: whole("token", mostTokens - 1, null),
    key: whole("key", mostTokens - 1, null),
  };
}

/** The settings that are not the default, for a link. */
export function writeSettings(settings: SentenceSettings): URLSearchParams {
  const link = new URLSearchParams();
  for (const name of Object.keys(defaultSettings) as (keyof SentenceSettings)[]) {
    const value = settings[name];
    if (value === null || value === defaultSettings[name]) continue;
    link.set(name, typeof value === "boolean" ? String(Number(value)) : String(value));
  }
  return link;
}
