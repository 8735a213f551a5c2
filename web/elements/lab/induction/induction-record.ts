import type { InductionReport } from "../../../lab/induction/induction-job.js";
import type { TrainingState } from "../../../lab/induction/model.js";
import type { Outcome } from "../../../lab/induction/reading.js";
import { type Measurement, measureEvery, type RunSettings, snapshotEvery } from "../../../lab/induction/run.js";
import type { LabMemory } from "../lab-memory.js";
import { InductionSnapshots } from "./induction-snapshots.js";
import type { InductionWork } from "./induction-work.js";

/** Everything that a run has reported, as the page keeps it. */
export class InductionRecord {
  readonly run: RunSettings;
  readonly snapshots: InductionSnapshots;
  readonly losses: number[] = [];
  readonly measurements: Measurement[] = [];
  milliseconds = 0;
  /** The last checkpoint. */
  state: TrainingState | null = null;
  outcome: Outcome | null = null;
  /** The last step whose parameters can be looked at. */
  lastSnapshot = 0;
  /** Weights of the example after the last report. */
  picture: Uint8Array | null = null;
  /** How many steps were done. */
  step = 0;

  constructor(run: RunSettings, memory: LabMemory) {
    this.run = run;
    this.snapshots = new InductionSnapshots(memory, run);
  }

  static of(work: InductionWork, memory: LabMemory): InductionRecord {
    const record = new InductionRecord(work.run, memory);
    record.losses.push(...work.losses);
    record.measurements.push(...work.measurements);
    record.milliseconds = work.milliseconds;
    record.state = work.state;
    record.outcome = work.outcome;
    record.step = work.state.step;
    record.lastSnapshot = record.step - (record.step % snapshotEvery);
    return record;
  }

  take(report: InductionReport): void {
    switch (report.kind) {
      case "progress":
        this.losses.push(...report.losses);
        this.measurements.push(...report.measurements);
        this.milliseconds += report.milliseconds;
        this.picture = report.picture;
        this.step = report.step;
        break;
      case "snapshot":
        this.snapshots.add(report.step, report.parameters);
        this.lastSnapshot = report.step;
        break;
      case "checkpoint":
        this.state = report.state;
        break;
      case "outcome":
        this.state = report.state;
        this.outcome = report.outcome;
        break;
      default:
        report satisfies never;
    }
  }

  /** Forgets what came after the last checkpoint: the run goes on from there. */
  rewind(): void {
    this.step = this.state?.step ?? 0;
    this.losses.length = this.step;
    this.measurements.length = this.state ? countMeasurements(this.step) : 0;
    this.lastSnapshot = this.step - (this.step % snapshotEvery);
    this.picture = null;
  }

  /** What outlives the page: up to the last checkpoint, from which the run goes on. */
  get work(): InductionWork | null {
    const { run, state, milliseconds, outcome } = this;
    if (!state) return null;
    return {
      version: 1,
      run,
      state,
      losses: Float32Array.from(this.losses.slice(0, state.step)),
      measurements: this.measurements.slice(0, countMeasurements(state.step)),
      milliseconds,
      outcome,
    };
  }
}

/** How many there are after so many steps, the first before any. */
const countMeasurements = (step: number): number => Math.floor(step / measureEvery) + 1;
