import type { Report } from "../../judge/index.js";
import type { ShareWords } from "../words/share.js";

export interface Results {
  readonly title: string;
  /** As its tab says: "Python". */
  readonly language: string;
  /** Of the last submission; undefined where there was none. */
  readonly report: Report | undefined;
  readonly hints: number;
  readonly revealed: boolean;
  readonly link: string;
}

/** The results as a few lines of text, without the code: whoever reads them may want to try it. */
export function resultsCard({ title, language, report, hints, revealed, link }: Results, words: ShareWords): string {
  const passed = report?.cases.filter(({ verdict }) => verdict === "accepted").length ?? 0;
  const squares = report?.cases.map(({ verdict }) => (verdict === "accepted" ? "🟩" : "🟥")).join("");
  const verdict = report
    ? words.card.verdict(report.verdict === "accepted", passed, report.cases.length)
    : words.card.unsubmitted;
  const help = revealed ? words.card.revealed : words.card.hints(hints);
  return [`Attention Dojo · ${title} (${language})`, [squares, verdict].filter(Boolean).join(" "), help, link].join(
    "\n",
  );
}
