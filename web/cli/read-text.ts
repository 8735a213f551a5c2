import { readFile } from "node:fs/promises";
import { Misuse } from "./options.js";

const maxBytes = 1 << 20;

/** The text of a file that somebody named. Throws Misuse, with a sentence, when it is none. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > maxBytes) throw new Misuse(`${file} is larger than ${maxBytes} bytes.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof Misuse) throw error;
    if (error instanceof TypeError) throw new Misuse(`${file} is not a UTF-8 text file.`);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new Misuse(`there is no file ${file}.`);
    if (code === "EISDIR") throw new Misuse(`${file} is a folder; name a file.`);
    throw new Misuse(`${file} cannot be read (${code ?? error}).`);
  }
}
