/** What no eye sees but a terminal obeys, or what shows text in another order: all of Unicode's controls, but for two that join letters. */
const unseen = /[^\P{Cc}\n\t]|[^\P{Cf}\u200c\u200d]|[\p{Zl}\p{Zp}]/gu;

/** Text as it may be written to a stream: what nobody would see is written as JSON writes it, so JSON stays what it was. */
export const visible = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(unseen, (found) =>
      Array.from({ length: found.length }, (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
        "",
      ),
    );

export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);

/** How many columns a character takes: wide (Chinese) ones two, a tab up to eight. */
export const columnsOf = (character: string): number =>
  character === "\t" ? 8 : /[\u2e80-\uffef]|\p{Extended_Pictographic}/u.test(character) ? 2 : 1;

/** Breaks at blanks; wide (Chinese) characters may be broken between. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const given of linesOf(text)) {
    let [line, used] = ["", 0];
    for (const piece of given.match(
      /\s*(?:[\u2E80-\uFFEF][，。、；：！？）”]?|[^\s\u2E80-\uFFEF]+[，。、；：！？）”]?)/g,
    ) ?? [""]) {
      const size = [...piece].reduce((sum, character) => sum + columnsOf(character), 0);
      if (used + size > width && line !== "") {
        lines.push(line);
        [line, used] = [piece.trimStart(), size];
      } else [line, used] = [line + piece, used + size];
    }
    lines.push(line);
  }
  return lines;
}
