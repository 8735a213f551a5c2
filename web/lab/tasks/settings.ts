/** The three kinds of tasks, each with two of its kind. */
export const variants = {
  texts: ["query", "negation"],
  translation: ["adjectives", "reverse"],
  pictures: ["shapes", "twins"],
} as const;

export type Kind = keyof typeof variants;
export type Variant = (typeof variants)[Kind][number];
export const kinds = Object.keys(variants) as readonly Kind[];

export const kindOf = (variant: Variant): Kind =>
  kinds.find((kind) => variants[kind].some((known) => known === variant)) ?? "texts";

/** What grows along the horizontal axis: the number of training examples, or how long each is. */
export const varied = ["amount", "length"] as const;
export type Varied = (typeof varied)[number];

export const amounts = [64, 512, 4096] as const;

/** Tokens of the longest text, words of a sentence, patches of a picture. */
export const lengthsOf: Readonly<Record<Kind, readonly number[]>> = {
  texts: [8, 16, 32],
  translation: [4, 8, 16],
  pictures: [4, 8, 16],
};

/** What holds still while the other one varies. */
const fixedAmount = 1024;
const fixedLength: Readonly<Record<Kind, number>> = { texts: 16, translation: 8, pictures: 16 };

/** One layer of attention, and what is there in its place. `flat` sees all pixels at once. */
export const models = ["attention", "mean", "max", "flat"] as const;
export type Model = (typeof models)[number];

export const modelsOf: Readonly<Record<Kind, readonly Model[]>> = {
  texts: ["attention", "mean", "max"],
  translation: ["attention", "mean"],
  pictures: ["attention", "mean", "flat"],
};

export const seedsOfAPoint = 3;

/** What an experiment is drawn from: the same settings give the same numbers. */
export interface TasksSettings {
  readonly seed: number;
  readonly variant: Variant;
  readonly vary: Varied;
  readonly steps: number;
}

export const defaults: TasksSettings = { seed: 1, variant: "adjectives", vary: "amount", steps: 600 };

export const sizes = { batch: 32, tests: 512 } as const;
export const optimizer = { lr: 5e-3, weightDecay: 0.01 } as const;

export interface Point {
  readonly amount: number;
  readonly length: number;
}

/** What is trained on, from left to right. */
export function pointsOf({ variant, vary }: TasksSettings): readonly Point[] {
  const kind = kindOf(variant);
  switch (vary) {
    case "amount":
      return amounts.map((amount) => ({ amount, length: fixedLength[kind] }));
    case "length":
      return lengthsOf[kind].map((length) => ({ amount: fixedAmount, length }));
    default:
      return vary satisfies never;
  }
}

/** One training of an experiment. */
export interface Trial {
  /** Which of the points, from 0. */
  readonly point: number;
  readonly model: Model;
  /** Which of the seeds, from 0. */
  readonly attempt: number;
}

/** All trainings in their order: every point once before the next seed. */
export const trialsOf = (settings: TasksSettings): readonly Trial[] =>
  Array.from({ length: seedsOfAPoint }, (_, attempt) =>
    pointsOf(settings).flatMap((__, point) =>
      modelsOf[kindOf(settings.variant)].map((model) => ({ point, model, attempt })),
    ),
  ).flat();

/** Settings from a link, whoever wrote it. */
export function readSettings(given: URLSearchParams): TasksSettings {
  const whole = (name: string, least: number, most: number, otherwise: number) => {
    const value = Math.round(Number(given.get(name) ?? ""));
    return given.has(name) && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
  };
  const all = kinds.flatMap((kind): readonly Variant[] => variants[kind]);
  return {
    seed: whole("seed", 0, 2 ** 31 - 1, defaults.seed),
    variant: all.find((name) => name === given.get("variant")) ?? defaults.variant,
    vary: varied.find((name) => name === given.get("vary")) ?? defaults.vary,
    steps: whole("steps", 50, 1000, defaults.steps),
  };
}

export const writeSettings = (settings: TasksSettings): URLSearchParams =>
  new URLSearchParams(Object.entries(settings).map(([name, value]) => [name, String(value)]));
