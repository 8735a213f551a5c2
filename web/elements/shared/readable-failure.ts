import { type Locale, say, type Text } from "../../format/index.js";
import type { Messages } from "./text.js";

/** What to say of an error: its message, or a sentence in the reader's language where the error brings one. */
export type Failure = string | Text;

/** What brings a sentence is the reason of the error that was caught. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return String(error);
  return (error.cause as { readonly text?: Text } | undefined)?.text ?? error.message;
}

const address = /\b[a-z]+:\/\/[^\s()]*\/([^\s()/?#]*)(?:[?#][^\s()]*)?/gi;

/**
 * What a reader is told of a failure. In a message, an address says nothing to them: its last name is enough. Events have the
 * whole message.
 */
export function readableFailure(failure: Failure, { offline }: Pick<Messages, "offline">, locale: Locale): string {
  if (typeof failure === "object") return say(failure, locale);
  return navigator.onLine ? failure.replace(address, "$1") : offline;
}
