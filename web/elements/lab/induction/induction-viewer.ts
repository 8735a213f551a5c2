import { loadTrainingKernels, type TrainingKernels } from "../../../kernels/training.js";
import { examine, type HeadPlace, pictureOf } from "../../../lab/induction/examine.js";
import type { Parameters } from "../../../lab/induction/parameters.js";
import { type Assessment, assess } from "../../../lab/induction/reading.js";
import { exampleOf, type RunSettings } from "../../../lab/induction/run.js";

/** A model at one step, perhaps with heads off. */
export interface InductionView extends Assessment {
  readonly picture: Uint8Array;
}

/** Looks at parameters that a run has left, in the page: the worker of the run may be paused, busy or gone. */
export class InductionViewer {
  #kernels: Promise<TrainingKernels> | undefined;

  async look(parameters: Parameters, run: RunSettings, off: readonly HeadPlace[]): Promise<InductionView> {
    this.#kernels ??= loadTrainingKernels();
    const kernels = await this.#kernels;
    const { weights } = examine(kernels, parameters, [exampleOf(run)], run.heads, off);
    return { ...assess(kernels, parameters, run, off), picture: pictureOf(weights) };
  }
}
