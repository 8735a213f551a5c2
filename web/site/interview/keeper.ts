import { setAside } from "../storage/aside.js";
import { interviewKey } from "../storage/interview-mark.js";
import { type Trouble, troubleOf } from "../storage/trouble.js";
import type { Interview } from "./interview.js";
import { readInterview } from "./read-interview.js";

/** What becomes of an interview, however it is by then. */
export type InterviewChange = (interview: Interview) => Interview;

/** Where the one interview there is lives: running, or the last that ended. */
export interface InterviewKeeper {
  /** As it is by now, also when another tab has changed it. */
  read(): Interview | null;
  write(interview: Interview): void;
  /** Changes the interview that is running; one that has ended stays as it is. */
  change(change: InterviewChange): void;
  /** Why it would not survive a reload, or did not. Where there is no storage at all, the page says so already. */
  readonly troubles: ReadonlySet<Trouble>;
}

/** One for the whole page, so that an interview that cannot be stored goes on from view to view. `changed` is called after every change of it. */
export function createInterviewKeeper(store: Storage | null, changed = () => {}): InterviewKeeper {
  let current: Interview | null = null;
  /** The entry as it was when it was last looked. */
  let seen: string | null = null;
  let damaged = false;
  let unsaved: Trouble | null = null;

  const look = (): void => {
    const text = store?.getItem(interviewKey) ?? null;
    if (text === seen) return;
    seen = text;
    try {
      current = text === null ? null : readInterview(JSON.parse(text));
    } catch {
      damaged = true;
      changed();
      if (store && text !== null) setAside(store, interviewKey, text);
      seen = null;
    }
  };

  const save = (interview: Interview): void => {
    try {
      const text = JSON.stringify(interview);
      store?.setItem(interviewKey, text);
      seen = store && text;
      unsaved = null;
    } catch (error) {
      unsaved = troubleOf(error);
    }
  };

  const read = (): Interview | null => {
    try {
      look();
      // There may be room again.
      if (unsaved && current) save(current);
    } catch (error) {
      unsaved = troubleOf(error);
    }
    return current;
  };

  const write = (interview: Interview): void => {
    current = interview;
    save(interview);
    changed();
  };

  return {
    read,
    write,
    change: (change) => {
      const interview = read();
      if (interview?.ended === null) write(change(interview));
    },
    get troubles() {
      return new Set([...(unsaved ? [unsaved] : []), ...(damaged ? (["damaged"] as const) : [])]);
    },
  };
}
