import type { Job } from "../job.js";

export interface HelpSettings {
  readonly seed: number;
}

export interface HelpReport {
  readonly step: number;
}

export const helpJob: Job<HelpSettings, HelpReport> = async (settings, host) => {
  await host.turn();
  host.report({ step: settings.seed });
};
