/** Under which key the one interview there is lives. */
export const interviewKey = "attention-dojo:1:interview";

/** Whether an interview may be running. Cheap: only where it may is it loaded what can read one. */
export function mayInterviewRun(store: Storage | null): boolean {
  try {
    return store?.getItem(interviewKey)?.includes('"ended":null') ?? false;
  } catch {
    return false;
  }
}
