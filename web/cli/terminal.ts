import { columnsOf, visible } from "./terminal-text.js";

/** The two streams of the command, and how output on them may look. */
export interface Streams {
  write(text: string): void;
  complain(text: string): void;
  /** Colours, because somebody is looking. */
  readonly isTerminal: boolean;
  readonly columns: number;
  /** As in `LANG`: `zh_CN.UTF-8`. */
  readonly language: string;
}

const styles = { bold: 1, faint: 2, good: 32, bad: 31 } as const;

export interface Styled {
  readonly text: string;
  readonly style: keyof typeof styles;
}

/** Pieces side by side. Whatever they hold, a line break too, they stay on their line. */
export type Line = string | readonly (string | Styled)[];

/** The only way to the streams. Others' text (of learners, of authors, of files) cannot steer what somebody looks at. */
export interface Terminal {
  readonly columns: number;
  readonly language: string;
  print(...lines: readonly Line[]): void;
  /** A text with its line breaks: ours, or JSON. */
  write(text: string): void;
  /** To the error stream. */
  complain(...lines: readonly Line[]): void;
}

export function createTerminal({ write, complain, isTerminal, columns, language }: Streams): Terminal {
  const show = (lines: readonly Line[], style: boolean) =>
    lines.map((line) => `${showLine(line, isTerminal ? columns : Number.POSITIVE_INFINITY, style)}\n`).join("");
  return {
    columns,
    language,
    print: (...lines) => write(show(lines, isTerminal)),
    write: (text) => write(visible(text)),
    complain: (...lines) => complain(show(lines, false)),
  };
}

/** Where a line is too long for the terminal, it is broken here, with a mark: nothing of it can look like another line. */
function showLine(line: Line, columns: number, style: boolean): string {
  let used = 0;
  const fold = (text: string) => {
    let folded = "";
    for (const character of columns === Number.POSITIVE_INFINITY ? [text] : text) {
      const size = columnsOf(character);
      if (used + size > columns && used > 2) {
        folded += "\n↳ ";
        used = 2;
      }
      folded += character;
      used += size;
    }
    return folded;
  };
  const pieces: readonly (string | Styled)[] = typeof line === "string" ? [line] : line;
  return pieces
    .map((piece) => {
      const text = fold(visible(typeof piece === "string" ? piece : piece.text).replaceAll("\n", "\\u000a"));
      return style && typeof piece !== "string" ? `\u001b[${styles[piece.style]}m${text}\u001b[0m` : text;
    })
    .join("");
}

/** Others' lines, each with a mark in front. */
export const quoted = (lines: readonly string[], indent: number): readonly Line[] =>
  lines.map((line) => [" ".repeat(indent), { text: "│ ", style: "faint" }, line] as const);
