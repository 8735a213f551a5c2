import { html, nothing } from "lit";
import "../report/attention-report.js";
import type { Locale } from "../../format/index.js";
import { AttentionReport } from "../report/attention-report.js";
import type { Messages } from "../shared/text.js";
import { type ExerciseView, shownReport } from "./exercise-view.js";
import { isBusy, type Outcome, outcomeOf } from "./session-state.js";

/** The last verdict, or what is said where there is none. */
export function exerciseVerdict({ ready, locale, text, exam }: ExerciseView) {
  const { judging, exercise } = ready;
  const busy = isBusy(judging);
  const running = busy ? "running" : "";
  if (judging.step === "failed")
    return html`<div class="result" part="result" role="alert"><p>${text.judgeFailed}</p><p>${judging.message}</p></div>`;
  const outcome = outcomeOf(judging);
  if (!outcome)
    return html`<div class="result empty ${running}" part="result"><h2>${text.emptyTitle}</h2><p>${text.emptyText}</p></div>`;
  const { mode, report } = outcome;
  const solved = mode === "submit" && report.verdict === "accepted";
  return html`<div class="result ${running}" part="result" aria-busy=${busy}>
    <attention-report lang=${locale} .report=${shownReport(outcome, exam)} .exercise=${exercise} .mode=${mode}>
      ${solved ? html`<slot name="solved" slot="after-verdict"></slot>` : nothing}
    </attention-report>
  </div>`;
}

/** How the judging goes, for who cannot see it. */
export function announcement({ ready, locale, text, exam }: ExerciseView): string {
  const { judging } = ready;
  switch (judging.step) {
    case "waiting":
      return text.python.waiting;
    case "running":
      return text.running;
    case "judged":
      return summary(judging.outcome, locale, text, exam);
    case "cancelled":
      return text.cancelled;
    case "rest":
    case "failed":
      return "";
    default:
      return judging satisfies never;
  }
}

function summary(outcome: Outcome, locale: Locale, text: Messages, exam: boolean): string {
  const { mode, report } = outcome;
  const isSample = mode === "run" && report.verdict === "accepted";
  const title = isSample ? text.samplesPassed : text.verdicts[report.verdict];
  return AttentionReport.summary(shownReport(outcome, exam), mode, locale, title);
}
