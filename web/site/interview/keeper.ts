import type { Interview } from "./interview.js";
import { readInterview } from "./read-interview.js";

const key = "attention-dojo:1:interview";

/** Where the one interview there is lives: running, or the last that ended. */
export interface InterviewKeeper {
  read(): Interview | null;
  write(interview: Interview | null): void;
}

export function createInterviewKeeper(store: Storage | null): InterviewKeeper {
  const stored = (): Interview | null => {
    try {
      const text = store?.getItem(key);
      return text ? readInterview(JSON.parse(text)) : null;
    } catch {
      return null; // Damaged, or not ours to read: there is no interview.
    }
  };
  let current = stored();
  return {
    read: () => current,
    write: (interview) => {
      current = interview;
      try {
        if (interview) store?.setItem(key, JSON.stringify(interview));
        else store?.removeItem(key);
      } catch {
        // It goes on without surviving a reload; the page says that nothing is saved.
      }
    },
  };
}
