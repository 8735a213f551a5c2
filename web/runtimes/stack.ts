import type { LearnerError } from "./runtime.js";

/** The frames of the learner's own source, innermost last, and where the innermost one stands. V8, Firefox and Safari. */
export function readStack(stack: string, file: string): Pick<LearnerError, "line" | "column" | "trace"> {
  const frames = stack.split("\n").flatMap((text) => {
    const at = text.lastIndexOf(`${file}:`);
    const place = at < 0 ? null : /^(\d{1,9}):(\d{1,9})/.exec(text.slice(at + file.length + 1));
    if (!place) return [];
    const name = text
      .slice(0, Math.min(at, 200))
      .replace(/^\s*at /, "")
      .replace(/[(@\s]+$/, "")
      .trim();
    return [{ name, line: Number(place[1]), column: Number(place[2]) }];
  });
  const innermost = frames[0];
  if (!innermost) return {};
  const { line, column } = innermost;
  const shown = frames.slice(0, 20).reverse();
  return {
    line,
    column,
    trace: shown
      .map((frame) => `at ${frame.name || "top level"} (line ${frame.line}, column ${frame.column})`)
      .join("\n"),
  };
}
