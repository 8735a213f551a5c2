/** The start of the learner's day, in milliseconds: whatever is due in a day is due when it begins. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** Whole days from one time to another, as a calendar counts them. */
export const daysBetween = (from: number, to: number) =>
  Math.round((startOfDay(to) - startOfDay(from)) / (24 * 60 * 60 * 1000));
