import { html, nothing, type TemplateResult } from "lit";
import { say } from "../../../format/index.js";
import type { Line, WhiteboardQuestion } from "../../../questions/index.js";
import { checkLine, linesWritten } from "../../../questions/whiteboard.js";
import { bangIcon, checkIcon, crossIcon } from "../../shared/icons.js";
import { questionMessages } from "./question-text.js";
import type { LineProblem, QuestionView } from "./question-view.js";

/** The lines that stand, and the one that is asked for; in an interview, where nothing is checked, all of them. */
export function whiteboard(view: QuestionView, question: WhiteboardQuestion): TemplateResult {
  const lines = linesWritten(view.answer.written);
  const at = Math.min(lines.length, question.lines.length) - 1;
  const shown = view.exam ? question.lines : question.lines.slice(0, at + 1);
  const left = question.lines.length - shown.length;
  return html`<ol class="board">
    ${shown.map((line, i) => (view.exam || i === at ? writing(view, question, line, i) : standing(view, question, i)))}
  </ol>
  ${left > 0 ? html`<p class="help">${questionMessages[view.locale].linesLeft(left)}</p>` : nothing}`;
}

/** All lines, each with what the learner made of it. */
export const whiteboardResult = (view: QuestionView, question: WhiteboardQuestion): TemplateResult =>
  html`<ol class="board part">${question.lines.map((_, i) => standing(view, question, i))}</ol>`;

function writing(view: QuestionView, question: WhiteboardQuestion, line: Line, at: number) {
  const asks = questionMessages[view.locale];
  const lines = linesWritten(view.answer.written);
  const id = view.exam ? `line-${at}` : "line";
  const write = (event: Event) => {
    const text = (event.target as HTMLInputElement).value.replaceAll("\n", " ");
    const all = view.exam ? question.lines.map((_, i) => lines[i] ?? "") : [...lines];
    all[at] = text;
    view.write({ written: all.join("\n") });
  };
  const names = line.names.length > 0 ? asks.names(line.names.join(", ")) : asks.aNumber;
  return html`<li>
    <label class="field" for=${id}>${say(line.ask, view.locale)}</label>
    <input id=${id} type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200"
      aria-describedby="names-${at} problem" aria-invalid=${view.problem !== undefined} .value=${lines[at] ?? ""} @input=${write} />
    <p class="help" id="names-${at}">${names}</p>
  </li>`;
}

function standing({ answer, locale }: QuestionView, { lines }: WhiteboardQuestion, at: number) {
  const asks = questionMessages[locale];
  const line = lines[at] as Line;
  const written = linesWritten(answer.written)[at] ?? "";
  const state = answer.ticked.includes(at) ? "shown" : checkLine(line, written).is === "right" ? "right" : "wrong";
  const icon = { right: checkIcon, shown: bangIcon, wrong: crossIcon }[state];
  return html`<li class="line ${state}">
    <span class="sign" role="img" aria-label=${asks.lineStates[state]}>${icon}</span>
    <div>
      <p class="ask">${say(line.ask, locale)}</p>
      ${state === "wrong" && written.trim() ? html`<p><span class="help">${asks.yours}:</span> <code>${written}</code></p>` : nothing}
      <p><code>${state === "right" ? written : line.right}</code></p>
      <p class="why">${say(line.why, locale)}</p>
    </div>
  </li>`;
}

/** What is wrong with a line, and what to do. */
export function lineComplaint(problem: LineProblem, view: QuestionView): string {
  const { lineProblems } = questionMessages[view.locale];
  switch (problem.is) {
    case "empty":
      return lineProblems.empty;
    case "unknown-name":
      return lineProblems.unknownName(problem.found);
    case "unreadable":
      return lineProblems.unreadable(problem.found);
    case "wrong-count":
      return lineProblems.wrongCount(problem.given, problem.wanted);
    case "wrong": {
      const off = problem.agree.flatMap((agrees, i) => (agrees ? [] : [i + 1]));
      return problem.agree.length === 1 ? lineProblems.wrong : lineProblems.wrongEntries(off.join(", "));
    }
    default:
      return problem satisfies never;
  }
}
