import { isUtf8 } from "node:buffer";
import type { Text } from "../../format/index.js";

/** The text of a file, and how it was read where that is no matter of course. */
export interface DecodedText {
  readonly text: string;
  readonly note?: Text;
}

/**
 * UTF-8; UTF-16 by its mark, or where every second byte is zero; else what the first two lines declare, as Python reads it
 * (PEP 263); else Chinese (GB 18030) where all other bytes come in its pairs; else Windows-1252. Line ends become "\n". Undefined
 * where it is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const found = encodingOf(bytes);
  if (!found) return undefined;
  try {
    const text = new TextDecoder(found, { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, "\n");
    if (text.includes("\0")) return undefined;
    return found === "utf-8" ? { text } : { text, note: readAs(found) };
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (isUtf8(bytes)) return zerosAt(bytes, 1) ? "utf-16le" : zerosAt(bytes, 0) ? "utf-16be" : "utf-8";
  return declaredIn(bytes) ?? (isInPairs(bytes) ? "gb18030" : bytes.includes(0) ? undefined : "windows-1252");
}

/** Whether all of the first bytes at odd or at even places are zero: text of ASCII in UTF-16 without its mark. */
function zerosAt(bytes: Uint8Array, parity: 0 | 1): boolean {
  const first = bytes.subarray(0, 64);
  return first.length >= 4 && first.length % 2 === 0 && first.every((byte, i) => (i % 2 === parity) === (byte === 0));
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const lines = new TextDecoder("windows-1252").decode(bytes.subarray(0, 1000)).split(/\r\n?|\n/, 2);
  const label = lines.map((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]).find(Boolean);
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Whether the bytes beyond ASCII are the pairs in which GB 18030 writes common characters. */
function isInPairs(bytes: Uint8Array): boolean {
  let i = 0;
  while (i < bytes.length) {
    if ((bytes[i] as number) < 0x80) i += 1;
    else if ((bytes[i] as number) >= 0xa1 && (bytes[i + 1] ?? 0) >= 0xa1) i += 2;
    else return false;
  }
  return true;
}

const readAs = (encoding: string): Text => ({
  en: `The file is not UTF-8; it was read as ${encoding}.`,
  zh: `文件不是 UTF-8 编码，已按 ${encoding} 读取。`,
});
