import type { ReactiveControllerHost } from "lit";
import type { Locale } from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import type { Messages } from "../shared/text.js";
import type { ExerciseSession } from "./exercise-session.js";
import type { Outcome, Ready } from "./session-state.js";

/** What every part of an exercise is drawn from. */
export interface ExerciseView {
  readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly session: ExerciseSession;
  readonly ready: Ready;
  readonly locale: Locale;
  readonly text: Messages;
  readonly exam: boolean;
}

/** An exam does not name the mistake. */
export const shownReport = ({ report, unnamed }: Outcome, exam: boolean): Report => (exam ? unnamed : report);
