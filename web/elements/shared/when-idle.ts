/** Runs a task when the browser has nothing better to do; soon, where it cannot tell. */
export function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === "undefined") setTimeout(task, 200);
  else requestIdleCallback(task, { timeout: 2000 });
}
