import type { TrainingKernels } from "../kernels/training.js";

/** What a job has around it while it runs in the worker. */
export interface Host<Report, Command> {
  readonly kernels: TrainingKernels;
  /** Tells the page. Arrays are copied. */
  report(report: Report): void;
  /**
   * Gives the worker's turn away, so that commands get in, and gives those that came since the last turn. Waits while the job is
   * paused. Call it every few milliseconds, between steps.
   */
  turn(): Promise<readonly Command[]>;
}

/** What a lab computes in the worker, from its settings alone: the same settings give the same reports. */
export type Job<Settings, Report, Command = never> = (settings: Settings, host: Host<Report, Command>) => Promise<void>;
