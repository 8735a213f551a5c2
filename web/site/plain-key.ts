const text = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]";

/** Whether just this key was pressed, and not to write it. */
export function isPlainKey(event: KeyboardEvent, key: string): boolean {
  const isWritten = event.composedPath().some((target) => target instanceof Element && target.matches(text));
  return event.key === key && !isWritten && !event.ctrlKey && !event.metaKey && !event.altKey;
}
