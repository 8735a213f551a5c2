import type { Job } from "../job.js";

export interface InductionSettings {
  readonly seed: number;
}

export interface InductionReport {
  readonly step: number;
}

export const inductionJob: Job<InductionSettings, InductionReport> = async (settings, host) => {
  await host.turn();
  host.report({ step: settings.seed });
};
