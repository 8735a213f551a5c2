const key = "attention-dojo:1:learner";
/** As many characters as a file that is handed in may have. */
export const longestName = 100;

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
