/** Others' text without control characters, which could steer the terminal. */
export const plain = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, "�");

/** Breaks at blanks; wide (Chinese) characters count twice and may be broken between. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const given of text.split("\n")) {
    let [line, used] = ["", 0];
    for (const piece of given.match(
      /\s*(?:[\u2E80-\uFFEF][，。、；：！？）”]?|[^\s\u2E80-\uFFEF]+[，。、；：！？）”]?)/g,
    ) ?? [""]) {
      const size = [...piece].reduce((sum, character) => sum + (/[\u2E80-\uFFEF]/.test(character) ? 2 : 1), 0);
      if (used + size > width && line !== "") {
        lines.push(line);
        [line, used] = [piece.trimStart(), size];
      } else [line, used] = [line + piece, used + size];
    }
    lines.push(line);
  }
  return lines;
}
