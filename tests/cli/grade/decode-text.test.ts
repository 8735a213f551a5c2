import { expect, test } from "vitest";
import { decodeText } from "../../../web/cli/grade/decode-text.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark: boolean) => Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
const latin1 = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["UTF-8", bytes("x = 1  # 注意力"), "x = 1  # 注意力", undefined],
  ["UTF-8 with its mark", bytes("\ufeffx = 1"), "x = 1", undefined],
  ["Windows' line ends", bytes("a\r\nb\rc\n"), "a\nb\nc\n", undefined],
  ["UTF-16 by its mark", utf16("x = 1  # 注意力", true), "x = 1  # 注意力", "utf-16le"],
  ["UTF-16, high byte first", utf16("x = 1", true).swap16(), "x = 1", "utf-16be"],
  ["UTF-16 without its mark", utf16("import numpy as np\n", false), "import numpy as np\n", "utf-16le"],
  ["Latin-1", latin1("x = 1  # café"), "x = 1  # café", "windows-1252"],
  [
    "what the file declares",
    latin1("# -*- coding: latin-1 -*-\n# é"),
    "# -*- coding: latin-1 -*-\n# é",
    "windows-1252",
  ],
  ["Chinese", Buffer.from([0x23, 0x20, 0xd7, 0xa2, 0xd2, 0xe2, 0xc1, 0xa6]), "# 注意力", "gb18030"],
])("reads %s", (_, given, text, encoding) => {
  const decoded = decodeText(given);
  expect(decoded?.text).toBe(text);
  if (encoding === undefined) expect(decoded?.note).toBeUndefined();
  else expect(decoded?.note?.en).toContain(encoding);
});

test.each([
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
  ["zeros", new Uint8Array(100)],
  ["UTF-16 that is cut off", utf16("x = 1", true).subarray(0, 7)],
])("%s is no text", (_, given) => expect(decodeText(given)).toBeUndefined());
