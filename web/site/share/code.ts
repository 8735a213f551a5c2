/** What stands before the code: the form in which it is written. */
const form = "1";
/** As long as an address may be for those who pass it on: chat programs, mail. */
export const longestLink = 8000;
const longestText = 64 * 1024;

/** Why a link's code cannot be had. */
export type LinkProblem = "unreadable" | "too-long";

export class LinkError extends Error {
  override readonly name = "LinkError";
  constructor(readonly problem: LinkProblem) {
    super(problem);
  }
}

/** Code as a word that an address can hold. */
export async function encodeCode(text: string): Promise<string> {
  const packed = await new Response(
    new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")),
  ).arrayBuffer();
  const binary = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join("");
  return form + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The code of a link, which anybody may have written: it is a text of bounded size, and says what it shows.
 *
 * @throws {LinkError}
 */
export async function decodeCode(word: string): Promise<string> {
  if (word.length > 4 * longestLink) throw new LinkError("too-long");
  if (!word.startsWith(form)) throw new LinkError("unreadable");
  return readable(await unpack(word.slice(form.length)));
}

async function unpack(word: string): Promise<string> {
  try {
    const binary = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (it) => it.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    let length = 0;
    // A few bytes can stand for millions: nothing is read beyond the limit.
    for await (const part of iterate(unpacked)) {
      length += part.byteLength;
      if (length > longestText) throw new LinkError("too-long");
      text += decoder.decode(part, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError("unreadable");
  }
}

/** Streams cannot be iterated in every browser. */
async function* iterate(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Characters that nobody sees, or that turn the text around ("Trojan Source", CVE-2021-42574), become visible. */
const readable = (text: string) => text.replaceAll("\r\n", "\n").replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, "\ufffd");
