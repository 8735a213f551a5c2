import { isTensor, offset } from "../arrays/index.js";
import type { Locale, Text } from "../format/index.js";
import { say } from "../format/index.js";
import type { CaseReport, Report, ReportInput, ReportTensor, Verdict } from "../judge/index.node.js";
import { type Line, quoted, type Terminal } from "./terminal.js";
import { linesOf, wrap } from "./terminal-text.js";

const verdicts: Readonly<Record<Verdict, Text>> = {
  accepted: { en: "Accepted", zh: "通过" },
  "wrong-answer": { en: "Wrong answer", zh: "答案错误" },
  "runtime-error": { en: "Runtime error", zh: "运行时错误" },
  "time-limit": { en: "Time limit exceeded", zh: "超出时间限制" },
  "output-limit": { en: "Output limit exceeded", zh: "超出输出限制" },
  "compile-error": { en: "Function not found", zh: "没有找到函数" },
};
const syntaxError: Text = { en: "Syntax error", zh: "语法错误" };
const titleOf = ({ verdict, error }: Report): Text =>
  verdict === "compile-error" && error ? syntaxError : verdicts[verdict];
const words = {
  seed: { en: "seed", zh: "随机种子" },
  firstFailing: { en: "First failing case", zh: "第一个未通过的用例" },
  expected: { en: "expected", zh: "期望" },
  actual: { en: "actual", zh: "实际" },
  difference: { en: "largest difference", zh: "最大误差" },
  inputs: { en: "Inputs", zh: "输入" },
  mistake: { en: "The mistake", zh: "错在这里" },
  printed: { en: "Printed", zh: "打印内容" },
  whileLoading: { en: "while the file was loaded", zh: "加载文件时" },
} satisfies Record<string, Text>;

/** A report as people read it in a terminal. Paragraphs may repeat what learners and authors wrote, so they are marked. */
export function describeReport(
  report: Report,
  locale: Locale,
  { columns }: Pick<Terminal, "columns">,
): readonly Line[] {
  const bold = (text: string) => ({ text, style: "bold" }) as const;
  const faint = (text: string) => ({ text, style: "faint" }) as const;
  const mark = (verdict: Verdict) =>
    verdict === "accepted" ? ({ text: "✓", style: "good" } as const) : ({ text: "✗", style: "bad" } as const);
  const paragraph = (text: string) => (text === "" ? [] : quoted(wrap(text, Math.min(columns, 110) - 4), 2));
  const name = (key: keyof typeof words) => say(words[key], locale);

  const { verdict, cases, diagnosis, notes = [] } = report;
  const failing = cases.find((it) => it.verdict !== "accepted");
  return [
    [
      mark(verdict),
      " ",
      bold(say(titleOf(report), locale)),
      `  ${report.exercise} `,
      faint(`(${report.language}, ${name("seed")} ${report.seed})`),
    ],
    ...cases.map(
      (it): Line => ["  ", mark(it.verdict), ` ${say(it.title, locale)}  `, faint(`${it.durationMs.toFixed(1)} ms`)],
    ),
    ...(failing
      ? ["", ...whatFailed(failing)]
      : verdict === "accepted"
        ? []
        : ["", ...paragraph(say(report.message, locale)), ...trace(report.error?.trace)]),
    ...(diagnosis
      ? [
          "",
          [bold(`${name("mistake")}: ${say(diagnosis.title, locale)}`), faint(` (${diagnosis.mistake})`)],
          ...paragraph(say(diagnosis.explanation, locale)),
        ]
      : []),
    ...(notes.length > 0 ? ["", ...notes.flatMap((note) => paragraph(say(note, locale)))] : []),
    ...printed(name("whileLoading"), report.consoleAtLoad),
    ...cases.flatMap((it) => printed(say(it.title, locale), it.console)),
  ];

  function printed(when: string, text = ""): readonly Line[] {
    if (text === "") return [];
    return ["", [bold(name("printed")), faint(` (${when})`)], ...quoted(linesOf(text.replace(/\n$/, "")), 0)];
  }

  function whatFailed(failing: CaseReport): readonly Line[] {
    const inputs = Object.entries(failing.inputs).map(([input, value]) => `${input} ${shapeOf(value)}`);
    return [
      [bold(`${name("firstFailing")}: ${say(failing.title, locale)}`)],
      ...paragraph(failing.message ? say(failing.message, locale) : ""),
      ...worst(failing).map((line) => `  ${line}`),
      ...trace(failing.error?.trace),
      `  ${name("inputs")}: ${inputs.join(", ")}`,
    ];
  }

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

const trace = (text: string | undefined) => (text ? quoted(linesOf(text), 4) : []);

function elementAt({ shape, data }: ReportTensor, index: readonly number[]): number {
  return data[offset(index, shape)] as number;
}

function shapeOf(input: ReportInput): string {
  if (typeof input !== "object") return `= ${input}`;
  return isTensor(input) ? `[${input.shape.join(", ")}]` : `{${Object.keys(input).join(", ")}}`;
}
