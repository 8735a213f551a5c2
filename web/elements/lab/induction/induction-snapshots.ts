import type { Parameters } from "../../../lab/induction/parameters.js";
import { isSameRun, type RunSettings, snapshotEvery } from "../../../lab/induction/run.js";
import type { LabMemory } from "../lab-memory.js";
import { readParameters } from "./induction-work.js";

/**
 * The parameters of a run every few steps. Each is kept by itself, over those of the run before, so that a run writes no more than it
 * has news; and it is read again only when it is looked at.
 */
export class InductionSnapshots {
  readonly #memory: LabMemory;
  readonly #run: RunSettings;
  readonly #here = new Map<number, Parameters>();

  constructor(memory: LabMemory, run: RunSettings) {
    this.#memory = memory;
    this.#run = run;
  }

  add(step: number, parameters: Parameters): void {
    this.#here.set(step, parameters);
    // Who has no room for it can look back until the page is left.
    this.#memory.write(keyOf(step), { run: this.#run, step, parameters }).catch(() => undefined);
  }

  /** undefined: not kept, or overwritten by another run. */
  async at(step: number): Promise<Parameters | undefined> {
    const here = this.#here.get(step);
    if (here) return here;
    const kept = Object(await this.#memory.read(keyOf(step)).catch(() => undefined)) as {
      readonly run?: unknown;
      readonly step?: unknown;
      readonly parameters?: unknown;
    };
    const parameters = readParameters(kept.parameters);
    if (!parameters || kept.step !== step || !isSameRun(Object(kept.run) as RunSettings, this.#run)) return undefined;
    this.#here.set(step, parameters);
    return parameters;
  }
}

const keyOf = (step: number): string => `induction ${step / snapshotEvery}`;
