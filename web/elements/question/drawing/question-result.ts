import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { say } from "../../../format/index.js";
import type { Mark, OpenQuestion, Question, QuestionWords } from "../../../questions/index.js";
import { markAnswer } from "../../../questions/marking.js";
import { followUpList } from "../../shared/follow-ups.js";
import { bangIcon, checkIcon, crossIcon, undoIcon } from "../../shared/icons.js";
import { formatNumber } from "./format-number.js";
import { choiceResults } from "./question-choices.js";
import { questionMessages } from "./question-text.js";
import type { QuestionView } from "./question-view.js";
import { whiteboardResult } from "./whiteboard-lines.js";

/** The learner's words, the model answer, and its points to tick. */
export function comparison(view: QuestionView, question: OpenQuestion, words: QuestionWords) {
  const asks = questionMessages[view.locale];
  const { ticked } = view.answer;
  const toggle = (point: number, is: boolean) =>
    view.write({ ticked: question.rubric.map((_, i) => i).filter((i) => (i === point ? is : ticked.includes(i))) });
  const submit = (event: Event) => {
    event.preventDefault();
    view.check();
  };
  return html`
    ${myWords(view)}
    <section class="part"><h2 id="model" tabindex="-1">${asks.model}</h2><div class="prose" lang=${view.locale}>${unsafeHTML(words.answer)}</div></section>
    <form class="part rubric" @submit=${submit}>
      <fieldset aria-describedby="help">
        <legend>${asks.rubric}</legend>
        <p class="help" id="help">${asks.rubricHelp}</p>
        ${question.rubric.map(
          (point, i) => html`<label class="choice">
            <input type="checkbox" .checked=${ticked.includes(i)} @change=${(event: Event) => toggle(i, (event.target as HTMLInputElement).checked)} />
            <span>${say(point, view.locale)}</span>
          </label>`,
        )}
      </fieldset>
      <div class="actions">
        <button class="button primary" part="check">${asks.count(ticked.length, question.rubric.length)}</button>
        <button class="button quiet" type="button" @click=${() => view.backToWriting()}>${asks.edit}</button>
      </div>
    </form>`;
}

/** What was right, and why. */
export function result(view: QuestionView, question: Question, words: QuestionWords) {
  const asks = questionMessages[view.locale];
  const mark = markAnswer(question, view.answer);
  return html`<div part="result">
    ${verdict(view, mark)}
    <slot name="answered"></slot>
    ${marked(view, question)}
    <section class="part"><h3>${question.kind === "open" ? asks.model : asks.explanation}</h3>
      <div class="prose" lang=${view.locale}>${unsafeHTML(words.answer)}</div></section>
    ${followUpList(words.followUps, html`<h3>${view.text.followUps}</h3>`, view.locale)}
    ${
      question.sources.length
        ? html`<section class="part sources"><h3>${asks.sources}</h3>
          <ul class="list">${question.sources.map(({ title, url }) => html`<li><a href=${url} target="_blank" rel="noreferrer">${title}</a></li>`)}</ul></section>`
        : nothing
    }
    <div class="actions"><button class="button" @click=${() => view.reset()}>${undoIcon}${asks.again}</button></div>
  </div>`;
}

function verdict(view: QuestionView, { points, of }: Mark) {
  const asks = questionMessages[view.locale];
  const tone = points === of ? "good" : of > 1 && points > 0 ? "warn" : "bad";
  const icon = { good: checkIcon, warn: bangIcon, bad: crossIcon }[tone];
  const says = of > 1 ? asks.points(points, of) : points ? asks.right : asks.wrong;
  return html`<div class="verdict ${tone}"><span class="sign">${icon}</span><h2 id="verdict" tabindex="-1">${says}</h2></div>`;
}

function marked(view: QuestionView, question: Question) {
  const { locale } = view;
  const asks = questionMessages[locale];
  switch (question.kind) {
    case "choice":
      return choiceResults(question, view.answer.chosen, locale, asks);
    case "numeric":
      return html`<dl class="numbers">
        <dt>${asks.theAnswer}</dt><dd>${formatNumber(question.answer())} ${question.unit[locale]}</dd>
        <dt>${asks.yours}</dt><dd>${view.answer.written}</dd>
      </dl>`;
    case "open":
      return html`${myWords(view)}
        <ul class="choices rubric part">${question.rubric.map((point, i) => {
          const said = view.answer.ticked.includes(i);
          return html`<li class="choice ${said ? "right" : "wrong"}"><span class="sign">${said ? checkIcon : crossIcon}</span><span><span class="visually-hidden">${said ? asks.signs.said : asks.signs.unsaid}: </span>${point[locale]}</span></li>`;
        })}</ul>`;
    case "whiteboard":
      return whiteboardResult(view, question);
    default:
      return question satisfies never;
  }
}

function myWords(view: QuestionView) {
  const { written } = view.answer;
  return html`<section class="part">
    <h3>${questionMessages[view.locale].answer}</h3>
    <p class="mine ${written.trim() ? "" : "nothing"}">${written.trim() || questionMessages[view.locale].nothingWritten}</p>
  </section>`;
}
