import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { say } from "../../../format/index.js";
import { answerForm } from "./answer-form.js";
import { comparison, result } from "./question-result.js";
import { questionMessages } from "./question-text.js";
import type { QuestionView } from "./question-view.js";

/** The question, and below it a place for the answer or what was made of it; between them, what is new. */
export function drawQuestion(view: QuestionView, news: TemplateResult | typeof nothing): TemplateResult {
  const { question, words, step, locale } = view;
  return html`
    <slot name="title"><div class="heading"><h2>${say(question.title, locale)}</h2>
      <p>${questionMessages[locale].topics[question.topic]} · ${view.text.difficulties[question.difficulty]}</p></div></slot>
    <div class="asked prose" part="question" lang=${locale}>${unsafeHTML(words.question)}</div>
    ${news}
    ${step === "writing" ? answerForm(view, question) : nothing}
    ${step === "compared" && question.kind === "open" ? comparison(view, question, words) : nothing}
    ${step === "answered" ? result(view, question, words) : nothing}
  `;
}
