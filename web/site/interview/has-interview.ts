import { interviewKey } from "../storage/interview-mark.js";

/** Whether an interview is stored, running or ended. Cheap: only where there is one is it loaded what can read it. */
export function hasInterview(store: Storage | null): boolean {
  try {
    return store !== null && store.getItem(interviewKey) !== null;
  } catch {
    return false;
  }
}
