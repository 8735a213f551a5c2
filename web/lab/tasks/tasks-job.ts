import type { Job } from "../job.js";

export interface TasksSettings {
  readonly seed: number;
}

export interface TasksReport {
  readonly step: number;
}

export const tasksJob: Job<TasksSettings, TasksReport> = async (settings, host) => {
  await host.turn();
  host.report({ step: settings.seed });
};
