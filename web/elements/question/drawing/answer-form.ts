import { html, nothing } from "lit";
import { say } from "../../../format/index.js";
import type { NumericQuestion, Question } from "../../../questions/index.js";
import { isAnswered } from "../../../questions/marking.js";
import { parseNumber } from "../../../questions/parse-number.js";
import { formatNumber } from "./format-number.js";
import { choiceInputs } from "./question-choices.js";
import { questionMessages } from "./question-text.js";
import type { QuestionView } from "./question-view.js";
import { lineComplaint, whiteboard } from "./whiteboard-lines.js";

/** A place for the answer, and the button that checks it. */
export function answerForm(view: QuestionView, question: Question) {
  const submit = (event: Event) => {
    event.preventDefault();
    view.check();
  };
  return html`<form @submit=${submit} novalidate>
    ${input(view, question)}
    <div role="alert">${view.problem ? html`<p class="problem" id="problem">${complaint(view, question)}</p>` : nothing}</div>
    ${view.exam ? nothing : html`<div class="actions"><button class="button primary" part="check">${checkLabel(view, question)}</button>${giveUp(view)}</div>`}
  </form>`;
}

/** Who has tried a line may see it. */
function giveUp({ problem, locale, showLine }: QuestionView) {
  if (typeof problem !== "object" || problem.is === "empty") return nothing;
  return html`<button class="button quiet" type="button" @click=${showLine}>${questionMessages[locale].showLine}</button>`;
}

function checkLabel(view: QuestionView, question: Question): string {
  const { check, compare, showModel } = questionMessages[view.locale];
  if (question.kind !== "open") return check;
  return isAnswered(question, view.answer) ? compare : showModel;
}

function complaint(view: QuestionView, question: Question): string {
  const { problems, nothingChosen } = questionMessages[view.locale];
  if (typeof view.problem === "object") return lineComplaint(view.problem, view);
  switch (view.problem) {
    case undefined:
      return "";
    case "nothing-chosen":
      return nothingChosen;
    case "unit":
      return problems.unit(question.kind === "numeric" ? say(question.unit, view.locale) : "");
    case "empty":
    case "unreadable":
      return problems[view.problem];
    default:
      return view.problem satisfies never;
  }
}

function input(view: QuestionView, question: Question) {
  switch (question.kind) {
    case "choice":
      return choiceInputs(question, view.answer.chosen, view.locale, questionMessages[view.locale], (chosen) =>
        view.write({ chosen }),
      );
    case "numeric":
      return numberInput(view, question);
    case "open":
      return openInput(view);
    case "whiteboard":
      return whiteboard(view, question);
    default:
      return question satisfies never;
  }
}

function numberInput(view: QuestionView, question: NumericQuestion) {
  const asks = questionMessages[view.locale];
  const read = parseNumber(view.answer.written, question.unit);
  // Said only where it is not what stands there already.
  const value = "values" in read && !/^[\d.\s]*$/.test(view.answer.written) ? read.values[0] : undefined;
  return html`
    <label class="field" for="number">${asks.number}</label>
    <div class="number">
      <input id="number" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200"
        aria-describedby="unit help problem" aria-invalid=${view.problem !== undefined}
        .value=${view.answer.written}
        @input=${(event: Event) => view.write({ written: (event.target as HTMLInputElement).value })} />
      <span class="unit" id="unit">${say(question.unit, view.locale)}</span>
    </div>
    <p class="help" id="help">${value === undefined ? asks.numberHelp : asks.readsAs(formatNumber(value))}</p>`;
}

function openInput(view: QuestionView) {
  const asks = questionMessages[view.locale];
  return html`
    <label class="field" for="words">${asks.answer}</label>
    <textarea id="words" aria-describedby="help" .value=${view.answer.written}
      @input=${(event: Event) => view.write({ written: (event.target as HTMLTextAreaElement).value })}></textarea>
    <p class="help" id="help">${view.exam ? nothing : asks.answerHelp}</p>`;
}
