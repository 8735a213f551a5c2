import { html, nothing } from "lit";
import type { Locale } from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import "../report/attention-report.js";
import { AttentionReport } from "../report/attention-report.js";
import { readableFailure } from "../shared/readable-failure.js";
import { type ExerciseView, shownReport } from "./exercise-view.js";
import { isBusy, outcomeOf, type Ready } from "./session-state.js";

/** The last verdict, or what is said where there is none. */
export function exerciseVerdict({ session, ready, locale, text, exam }: ExerciseView) {
  const { judging, exercise } = ready;
  const busy = isBusy(judging);
  const running = busy ? "running" : "";
  if (judging.step === "failed")
    return html`<div class="result" part="result" role="alert"><p>${text.judgeFailed}</p><p>${readableFailure(judging.failure, text, locale)}</p></div>`;
  const outcome = outcomeOf(judging);
  if (!outcome)
    return html`<div class="result empty ${running}" part="result"><h2>${text.emptyTitle}</h2><p>${text.emptyText}</p></div>`;
  const { mode, alone, report } = outcome;
  const solved = mode === "submit" && report.verdict === "accepted";
  return html`<div class="result ${running}" part="result" aria-busy=${busy}>
    <attention-report lang=${locale} .report=${shownReport(outcome, exam)} .exercise=${exercise} .mode=${mode} ?alone=${alone} .ownCase=${session.remembered.ownCase} .languages=${session.offered}>
      ${solved ? html`<slot name="solved" slot="after-verdict"></slot>${exam ? nothing : accepted(report, ready, locale)}` : nothing}
    </attention-report>
  </div>`;
}

function accepted(report: Report, { exercise, words }: Ready, locale: Locale) {
  void import("../report/accepted/attention-accepted.js");
  return html`<attention-accepted slot="after-verdict" lang=${locale} .report=${report} .exercise=${exercise} .followUps=${words.followUps}></attention-accepted>`;
}

/** How the judging goes, for who cannot see it. */
export function announcement({ ready, locale, text, exam }: ExerciseView): string {
  const { judging } = ready;
  switch (judging.step) {
    case "waiting":
      return text.pythonWaiting;
    case "running":
      return text.running;
    case "judged":
      return AttentionReport.summary(
        shownReport(judging.outcome, exam),
        judging.outcome.mode,
        judging.outcome.alone,
        locale,
      );
    case "cancelled":
      return text.cancelled;
    case "rest":
    case "failed":
      return "";
    default:
      return judging satisfies never;
  }
}
