import { hear, subjectOf, told } from "./heard.js";
import type { Statement } from "./statement.js";
import { type StatementOptions, statementOf } from "./statement-of.js";

/**
 * Makes a statement of every event that `statementOf` knows, of all exercises and questions below `target`. Durations count
 * from when an exercise or question could be worked on.
 *
 * @param target an element, or the document: the events bubble, also out of shadow roots
 * @param send takes a statement to your learning record store; nothing here asks the network for anything
 * @returns the function that ends it
 * @throws {TypeError} by the first event, as `statementOf`
 */
export function recordStatements(
  target: EventTarget,
  options: Omit<StatementOptions, "since">,
  send: (statement: Statement) => void,
): () => void {
  const ending = new AbortController();
  const begun = new Map<string, Date>();
  const listener = (event: Event) => {
    const heard = hear(event);
    const subject = subjectOf(heard);
    if (heard.name === "attention-ready" || heard.name === "attention-question-ready") begun.set(subject, new Date());
    const statement = statementOf(event, { ...options, since: begun.get(subject) });
    if (statement) send(statement);
  };
  for (const name of told) target.addEventListener(name, listener, { signal: ending.signal });
  return () => ending.abort();
}
