import type { Job } from "./job.js";

/** A job of each lab that computes in the worker, loaded when it is first asked for. */
export const jobs = {
  help: async () => (await import("./help/help-job.js")).helpJob,
  induction: async () => (await import("./induction/induction-job.js")).inductionJob,
  tasks: async () => (await import("./tasks/tasks-job.js")).tasksJob,
};

export type JobName = keyof typeof jobs;

/** Jobs whose numbers a link promises: they run on plain SIMD, which rounds alike on every machine. */
export const repeatable: ReadonlySet<JobName> = new Set<JobName>(["help", "tasks"]);

type JobOf<Name extends JobName> = Awaited<ReturnType<(typeof jobs)[Name]>>;

export type SettingsOf<Name extends JobName> =
  JobOf<Name> extends Job<infer Settings, infer _Report, infer _Command> ? Settings : never;
export type ReportOf<Name extends JobName> =
  JobOf<Name> extends Job<infer _Settings, infer Report, infer _Command> ? Report : never;
export type CommandOf<Name extends JobName> =
  JobOf<Name> extends Job<infer _Settings, infer _Report, infer Command> ? Command : never;
