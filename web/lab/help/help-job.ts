import type { Job } from "../job.js";
import { drawMaterial, type Material, type RunResult, runs, train } from "./race.js";
import type { HelpSettings, Pooling } from "./settings.js";

/** A race, or what is left of it. */
export interface HelpJobSettings extends HelpSettings {
  /** How many of its trainings are done already. */
  readonly done: number;
}

export type HelpReport =
  | {
      readonly kind: "progress";
      readonly pooling: Pooling;
      readonly attempt: number;
      /** Of the whole race, from 0 to 1. */
      readonly progress: number;
      readonly curve: readonly number[];
    }
  | { readonly kind: "result"; readonly result: RunResult };

/** Trains every pooling with every seed. */
export const helpJob: Job<HelpJobSettings, HelpReport> = async (settings, host) => {
  let material: Material | undefined;
  let drawnFor = -1;
  for (const [i, { attempt, pooling }] of runs.entries()) {
    if (i < settings.done) continue;
    if (!material || drawnFor !== attempt) {
      material = drawMaterial(settings, attempt);
      drawnFor = attempt;
    }
    const training = train(host.kernels, settings, material, pooling);
    let next = training.next();
    while (!next.done) {
      const { step, curve } = next.value;
      const progress = (i + step / settings.steps) / runs.length;
      host.report({ kind: "progress", pooling, attempt, progress, curve: [...curve] });
      await host.turn();
      next = training.next();
    }
    const { curve, accuracies, msPerStep } = next.value;
    host.report({ kind: "result", result: { entrant: pooling, attempt, curve, accuracies, msPerStep } });
    await host.turn();
  }
};
