import type { Job } from "../job.js";
import { type Attended, runTrial, type TrialResult } from "./experiment.js";
import { pointsOf, type TasksSettings, type Trial, trialsOf } from "./settings.js";

/** An experiment, or what is left of it. */
export interface TasksJobSettings extends TasksSettings {
  /** How many of its trainings are done already. */
  readonly done: number;
}

export type TasksReport =
  | {
      readonly kind: "progress";
      readonly trial: Trial;
      /** Of the whole experiment, from 0 to 1. */
      readonly progress: number;
    }
  /** With `attended` where it is the attention of the first seed at the last point. */
  | { readonly kind: "result"; readonly result: TrialResult; readonly attended?: Attended };

/** Trains every model at every point with every seed. */
export const tasksJob: Job<TasksJobSettings, TasksReport> = async (settings, host) => {
  const trials = trialsOf(settings);
  const last = pointsOf(settings).length - 1;
  for (const [i, trial] of trials.entries()) {
    if (i < settings.done) continue;
    const training = runTrial(host.kernels, settings, trial);
    let next = training.next();
    while (!next.done) {
      const progress = (i + next.value / settings.steps) / trials.length;
      host.report({ kind: "progress", trial, progress });
      await host.turn();
      next = training.next();
    }
    const { result, attended } = next.value;
    const isShown = trial.attempt === 0 && trial.point === last;
    host.report({ kind: "result", result, ...(isShown && attended && { attended }) });
    await host.turn();
  }
};
