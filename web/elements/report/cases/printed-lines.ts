const most = 2000;

/** What a program printed, and of more lines than a page can lay out at once the first and the last. */
export function printedLines(text: string, leftOut: (lines: number) => string): string {
  const lines = text.split("\n");
  if (lines.length <= most) return text;
  const end = most / 2;
  return [...lines.slice(0, end), leftOut(lines.length - most), ...lines.slice(-end)].join("\n");
}
