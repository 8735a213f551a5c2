import { open } from "node:fs/promises";
import { extname } from "node:path";
import { type HandIn, HandInError, handInEnding, readHandIn } from "../../courses/hand-in/index.js";
import type { Language, Text } from "../../format/index.js";
import { languageOf, languagesOfEnding } from "../language-of.js";
import { decodeText } from "./decode-text.js";
import type { Submission } from "./find-submissions.js";
import { NotebookError, programOfNotebook } from "./notebook.js";

/** What is in a file that somebody handed in. */
export interface SubmittedProgram {
  readonly source: string;
  readonly language: Language;
  /** How it was read, where that is no matter of course. */
  readonly note?: Text;
  readonly handIn?: HandIn;
}

/** A file that cannot be judged: a result, too. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly reason: Text;

  constructor(reason: Text) {
    super(reason.en);
    this.reason = reason;
  }
}

const mostBytes = { program: 1 << 20, notebook: 32 << 20 };

/** @throws Unreadable */
export async function readSubmission({ file, path }: Submission): Promise<SubmittedProgram> {
  const isNotebook = extname(file).toLowerCase() === ".ipynb";
  const bytes = await readBytes(path, isNotebook ? mostBytes.notebook : mostBytes.program);
  const decoded = decodeText(bytes);
  if (!decoded) throw unreadable("The file is no text.", "这不是文本文件。");
  const { text, note } = decoded;
  if (text.trim() === "") throw unreadable("The file is empty.", "文件是空的。");
  if (file.endsWith(handInEnding)) return programOfHandIn(text);
  const source = isNotebook ? notebookSource(text) : text;
  return {
    source,
    language: languageOf(source, languagesOfEnding(isNotebook ? "py" : extname(file).slice(1))),
    ...(note && { note }),
  };
}

function programOfHandIn(text: string): SubmittedProgram {
  try {
    const handIn = readHandIn(text);
    return { source: handIn.source, language: handIn.language, handIn };
  } catch (error) {
    if (!(error instanceof HandInError)) throw error;
    throw unreadable(error.message, `提交文件有问题：${error.message}`);
  }
}

function notebookSource(text: string): string {
  try {
    return programOfNotebook(text);
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    throw unreadable(error.message, `笔记本无法读取：${error.message}`);
  }
}

/** No more than `most` bytes: the file may be of any size. */
async function readBytes(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(`The file cannot be opened (${error.code}).`, `文件打不开（${error.code}）。`);
  });
  try {
    const { size } = await file.stat();
    if (size > most) {
      const [is, allowed] = [megabytesOf(size), megabytesOf(most)];
      throw unreadable(
        `The file has ${is} MB; programs have at most ${allowed}.`,
        `文件有 ${is} MB，程序最多 ${allowed} MB。`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const megabytesOf = (bytes: number) => (bytes / 1e6).toFixed(1);
const unreadable = (en: string, zh: string) => new Unreadable({ en, zh });
