import type { JudgeRequest, Report } from "../../judge/index.js";
import { unlessAborted } from "../shared/unless-aborted.js";
import type { PageJudge } from "./judge-of-page.js";

/** After so many milliseconds, a learner may want to give up. */
const patience = 500;

/** What happens on the way to a verdict. */
export interface OnTheWay {
  /** The runtime is there: the code runs. */
  running(): void;
  /** It takes long. */
  slow(): void;
}

/** Judges one program as soon as its runtime is there. Rejects with the signal's reason at once when that is aborted. */
export async function judgeOnce(
  judge: PageJudge,
  request: JudgeRequest & { readonly signal: AbortSignal },
  onTheWay: OnTheWay,
): Promise<Report> {
  const patient = setTimeout(onTheWay.slow, patience);
  try {
    const prepared = await unlessAborted(judge.prepare(request.language), request.signal);
    onTheWay.running();
    return await unlessAborted(prepared.judge(request), request.signal);
  } finally {
    clearTimeout(patient);
  }
}
