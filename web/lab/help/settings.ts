import { type TaskName, taskNames } from "./tasks.js";

export const poolings = ["mean", "max", "query", "self"] as const;
export type Pooling = (typeof poolings)[number];

/** Who takes part in a race: the four, and the learner's own. */
export type Entrant = Pooling | "own";

/** What reads the pooled vector: one linear layer, or one more with relu before it. */
export const heads = ["linear", "hidden"] as const;
export type Head = (typeof heads)[number];

/** Tokens of the longest training texts. */
export const lengths = [8, 16, 32] as const;

export const seedsInARace = 5;

/** What a race is drawn from: the same settings give the same numbers. */
export interface HelpSettings {
  readonly seed: number;
  readonly task: TaskName;
  readonly head: Head;
  readonly length: number;
  readonly steps: number;
}

export const defaults: HelpSettings = { seed: 1, task: "negation", head: "linear", length: 16, steps: 300 };

/** The sizes that all poolings share. */
export const sizes = { dim: 16, batch: 32, classes: 2, tests: 512 } as const;

export const optimizer = { lr: 5e-3, weightDecay: 0.01 } as const;

/** How much longer than training's the test texts are; the first are as long. */
export const stretches = [1, 2, 4, 8] as const;

/** Which of the stretches is watched while training: the last for the task that is about length. */
export const watched = (task: TaskName): number => (task === "longer" ? stretches.length - 1 : 0);

/** The shortest texts of a length: long enough for four facts and a question. */
export const leastOf = (length: number): number => Math.max(6, length / 2);

/** How often the accuracy is measured on the way. */
export const measurements = 20;

/** Settings from a link, whoever wrote it. */
export function readSettings(given: URLSearchParams): HelpSettings {
  const whole = (name: string, least: number, most: number, otherwise: number) => {
    const value = Math.round(Number(given.get(name) ?? ""));
    return given.has(name) && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
  };
  const length = whole("length", 0, 64, defaults.length);
  return {
    seed: whole("seed", 0, 2 ** 31 - 1, defaults.seed),
    task: taskNames.find((name) => name === given.get("task")) ?? defaults.task,
    head: heads.find((name) => name === given.get("head")) ?? defaults.head,
    length: lengths.find((known) => known === length) ?? defaults.length,
    steps: Math.round(whole("steps", 100, 1000, defaults.steps) / 20) * 20,
  };
}

export const writeSettings = (settings: HelpSettings): URLSearchParams =>
  new URLSearchParams(Object.entries(settings).map(([name, value]) => [name, String(value)]));
