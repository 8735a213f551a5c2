import { html, nothing } from "lit";
import type { Language, Locale } from "../../format/index.js";
import type { ReportError } from "../../judge/index.js";

/** What a program threw; nothing where it threw nothing. Its element is loaded with the first error. */
export function learnerError(error: ReportError | undefined, languages: readonly Language[], locale: Locale) {
  if (!error) return nothing;
  void import("./failure/attention-learner-error.js");
  return html`<attention-learner-error lang=${locale} .error=${error} .languages=${languages}></attention-learner-error>`;
}
