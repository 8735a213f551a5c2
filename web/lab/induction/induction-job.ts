import type { Host, Job } from "../job.js";
import { batchOf, drawSequences } from "./data.js";
import { examine, pictureOf } from "./examine.js";
import { batchSize, beginWith, InductionModel, type TrainingState } from "./model.js";
import { drawParameters, type Parameters } from "./parameters.js";
import { assess, measureOutcome, type Outcome } from "./reading.js";
import { exampleOf, type Measurement, measureEvery, type RunSettings, snapshotEvery, steps } from "./run.js";

export interface InductionSettings extends RunSettings {
  /** Where to go on; absent: from the start. */
  readonly from?: TrainingState | undefined;
}

/** `save`: a checkpoint is wanted now, before a pause. `finish`: the run ends here and is read. */
export type InductionCommand = "save" | "finish";

export type InductionReport =
  | {
      readonly kind: "progress";
      /** How many steps were done. */
      readonly step: number;
      /** Of the steps since the last report. */
      readonly losses: Float32Array;
      readonly measurements: readonly Measurement[];
      /** Weights of the example in 255ths: `[layers, heads, length, length]`. */
      readonly picture: Uint8Array;
      /** How long these steps took. */
      readonly milliseconds: number;
    }
  | { readonly kind: "snapshot"; readonly step: number; readonly parameters: Parameters }
  | { readonly kind: "checkpoint"; readonly state: TrainingState }
  | { readonly kind: "outcome"; readonly state: TrainingState; readonly outcome: Outcome };

type InductionHost = Host<InductionReport, InductionCommand>;

/** Milliseconds. With the rest of a step it makes thirty pictures a second. */
const pictureEvery = 28;
const checkpointEvery = 3000;

/** Trains the model, and tells what it sees on the way. */
export const inductionJob: Job<InductionSettings, InductionReport, InductionCommand> = async (settings, host) => {
  const state = settings.from ?? beginWith(drawParameters(settings.seed));
  const model = new InductionModel(host.kernels, settings.heads, batchSize, state);
  const teller = new Teller(settings, host, model);
  let saved = performance.now();
  if (model.step === 0) teller.afterStep();
  while (model.step < steps) {
    const commands = await host.turn();
    if (commands.includes("finish")) break;
    if (commands.includes("save") || performance.now() - saved > checkpointEvery) {
      teller.tellProgress();
      host.report({ kind: "checkpoint", state: model.read() });
      saved = performance.now();
    }
    teller.takeStep();
  }
  teller.tellProgress();
  const final = model.read();
  host.report({ kind: "outcome", state: final, outcome: measureOutcome(host.kernels, final.parameters, settings) });
  model.release();
};

/** Collects what happened since the last report. */
class Teller {
  readonly #settings: RunSettings;
  readonly #host: InductionHost;
  readonly #model: InductionModel;
  #losses: number[] = [];
  #measurements: Measurement[] = [];
  #milliseconds = 0;
  #told = 0;

  constructor(settings: RunSettings, host: InductionHost, model: InductionModel) {
    this.#settings = settings;
    this.#host = host;
    this.#model = model;
  }

  takeStep(): void {
    const { seed, rule } = this.#settings;
    const began = performance.now();
    this.#losses.push(this.#model.learn(batchOf(drawSequences(seed, this.#model.step + 1, batchSize, rule))));
    this.#milliseconds += performance.now() - began;
    this.afterStep();
  }

  afterStep(): void {
    const { step } = this.#model;
    if (step % measureEvery === 0) this.#measure();
    if (step % snapshotEvery === 0) {
      this.#host.report({ kind: "snapshot", step, parameters: this.#model.readParameters() });
    }
    if (performance.now() - this.#told >= pictureEvery) this.tellProgress();
  }

  #measure(): void {
    const { step, parameters } = this.#model;
    this.#measurements.push({ step, heads: assess(this.#host.kernels, parameters, this.#settings).scores });
  }

  tellProgress(): void {
    const { step, parameters } = this.#model;
    const { weights } = examine(this.#host.kernels, parameters, [exampleOf(this.#settings)], this.#settings.heads);
    this.#host.report({
      kind: "progress",
      step,
      losses: Float32Array.from(this.#losses),
      measurements: this.#measurements,
      picture: pictureOf(weights),
      milliseconds: this.#milliseconds,
    });
    this.#losses = [];
    this.#measurements = [];
    this.#milliseconds = 0;
    this.#told = performance.now();
  }
}
