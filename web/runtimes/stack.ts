import type { LearnerError } from "./runtime.js";

/**
 * The frames of the learner's own source, innermost last, and where the innermost one is. V8, Firefox and Safari.
 *
 * @param during of a source that is being loaded, the outermost frame is its top level; of a call it is a function
 */
export function readStack(
  stack: string,
  file: string,
  during: "load" | "call",
): Pick<LearnerError, "line" | "column" | "trace"> {
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
  const outermost = frames.at(-1);
  const nameOf = (frame: (typeof frames)[number]) =>
    frame.name || (during === "load" && frame === outermost ? "top level" : "anonymous function");
  const shown = frames.slice(0, 20).reverse();
  return {
    line,
    column,
    trace: shown.map((frame) => `at ${nameOf(frame)} (line ${frame.line}, column ${frame.column})`).join("\n"),
  };
}
