import type { Messages } from "./text.js";

const address = /\b[a-z]+:\/\/[^\s()]*\/([^\s()/?#]*)(?:[?#][^\s()]*)?/gi;

/** What a reader is told of a failure. An address says nothing to them: its last name is enough. Events have the whole message. */
export function readableFailure(message: string, { offline }: Pick<Messages, "offline">): string {
  return navigator.onLine ? message.replace(address, "$1") : offline;
}
