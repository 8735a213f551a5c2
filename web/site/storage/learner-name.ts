import { longestName } from "../../courses/hand-in/index.js";

const key = "attention-dojo:1:learner";

/** What the learner was called the last time something was handed in; "" where that is not known. */
export function readLearnerName(store: Storage | null): string {
  try {
    return (store?.getItem(key) ?? "").slice(0, longestName);
  } catch {
    return "";
  }
}

export function keepLearnerName(store: Storage | null, name: string): void {
  try {
    store?.setItem(key, name);
  } catch {
    // It is asked for once more the next time.
  }
}
