import { isTensor, offset } from "../arrays/index.js";
import type { Locale, Text } from "../format/index.js";
import { say } from "../format/index.js";
import type { CaseReport, Report, ReportInput, ReportTensor, Verdict } from "../judge/index.node.js";
import type { Terminal } from "./terminal.js";
import { plain, wrap } from "./terminal-text.js";

const verdicts: Readonly<Record<Verdict, Text>> = {
  accepted: { en: "Accepted", zh: "通过" },
  "wrong-answer": { en: "Wrong answer", zh: "答案错误" },
  "runtime-error": { en: "Runtime error", zh: "运行时错误" },
  "time-limit": { en: "Time limit exceeded", zh: "超出时间限制" },
  "output-limit": { en: "Output limit exceeded", zh: "超出输出限制" },
  "compile-error": { en: "Compile error", zh: "编译错误" },
};
const words = {
  seed: { en: "seed", zh: "随机种子" },
  firstFailing: { en: "First failing case", zh: "第一个未通过的用例" },
  expected: { en: "expected", zh: "期望" },
  actual: { en: "actual", zh: "实际" },
  difference: { en: "largest difference", zh: "最大误差" },
  inputs: { en: "Inputs", zh: "输入" },
  mistake: { en: "The mistake", zh: "错在这里" },
  printed: { en: "Printed", zh: "打印内容" },
} satisfies Record<string, Text>;

/** A report as people read it in a terminal. */
export function describeReport(
  report: Report,
  locale: Locale,
  { isTerminal, columns }: Pick<Terminal, "isTerminal" | "columns">,
): string {
  const paint = (code: number, text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = (text: string) => paint(1, text);
  const faint = (text: string) => paint(2, text);
  const mark = (verdict: Verdict) => (verdict === "accepted" ? paint(32, "✓") : paint(31, "✗"));
  const paragraph = (text: string) => wrap(text, Math.min(columns, 110) - 2).map((line) => `  ${line}`);
  const name = (key: keyof typeof words) => say(words[key], locale);

  const { verdict, cases, diagnosis } = report;
  const lines = [
    `${mark(verdict)} ${bold(say(verdicts[verdict], locale))}  ${report.exercise} ${faint(`(${report.language}, ${name("seed")} ${report.seed})`)}`,
    ...cases.map((it) => `  ${mark(it.verdict)} ${say(it.title, locale)}  ${faint(`${it.durationMs.toFixed(1)} ms`)}`),
  ];
  const failing = cases.find((it) => it.verdict !== "accepted");
  if (failing) {
    lines.push(
      "",
      bold(`${name("firstFailing")}: ${say(failing.title, locale)}`),
      ...paragraph(plain(failing.message ? say(failing.message, locale) : "")),
    );
    lines.push(...worst(failing).map((line) => `  ${line}`));
    lines.push(...trace(failing.error?.trace));
    lines.push(
      `  ${name("inputs")}: ${Object.entries(failing.inputs)
        .map(([input, value]) => `${input} ${shapeOf(value)}`)
        .join(", ")}`,
    );
  } else if (verdict !== "accepted") {
    lines.push("", ...paragraph(plain(say(report.message, locale))), ...trace(report.error?.trace));
  }
  if (diagnosis) {
    lines.push(
      "",
      bold(`${name("mistake")}: ${say(diagnosis.title, locale)}`) + faint(` (${diagnosis.mistake})`),
      ...paragraph(say(diagnosis.explanation, locale)),
    );
  }
  if (report.console !== "") lines.push("", bold(`${name("printed")}:`), plain(report.console).replace(/\n$/, ""));
  return `${lines.join("\n")}\n`;

  function worst({ outputs, wrong }: CaseReport): readonly string[] {
    const { mismatch, expected, actual } = outputs.find((output) => output.name === wrong) ?? {};
    if (!mismatch || !expected || !actual) return [];
    const at = mismatch.worstIndex;
    const [want, got] = [elementAt(expected, at), elementAt(actual, at)];
    const label = (text: Text) => say(text, locale);
    return [
      `${outputs.length > 1 ? wrong : ""}[${at.join(", ")}]  ${label(words.expected)} ${want}  ${label(words.actual)} ${got}  ${label(words.difference)} ${mismatch.maxAbs.toPrecision(3)}`,
    ];
  }
}

const trace = (text: string | undefined) =>
  text
    ? plain(text)
        .split("\n")
        .map((line) => `    ${line}`)
    : [];

function elementAt({ shape, data }: ReportTensor, index: readonly number[]): number {
  return data[offset(index, shape)] as number;
}

function shapeOf(input: ReportInput): string {
  if (typeof input !== "object") return `= ${input}`;
  return isTensor(input) ? `[${input.shape.join(", ")}]` : `{${Object.keys(input).join(", ")}}`;
}
