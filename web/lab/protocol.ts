import type { CommandOf, JobName, ReportOf, SettingsOf } from "./jobs.js";

/** What the page says to the worker. */
export type ToWorker<Name extends JobName = JobName> =
  /** `folder`: where the kernels are served, if not beside the modules. */
  | {
      readonly kind: "start";
      readonly name: Name;
      readonly settings: SettingsOf<Name>;
      readonly folder: string | undefined;
    }
  | { readonly kind: "command"; readonly command: CommandOf<Name> }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" };

/** What the worker says to the page. */
export type ToPage<Name extends JobName = JobName> =
  | { readonly kind: "report"; readonly report: ReportOf<Name> }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };
