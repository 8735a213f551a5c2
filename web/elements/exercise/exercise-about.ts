import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { type Exercise, languages, say } from "../../format/index.js";
import { followUpList } from "../shared/follow-ups.js";
import type { Locale } from "../shared/locale.js";
import { tabList } from "../shared/tab-list.js";
import type { Messages } from "../shared/text.js";
import "./attention-signature.js";
import type { ExerciseView } from "./exercise-view.js";

/** Beside the code: title, task, hints and solution. An exam has the task alone. */
export function exerciseAbout(view: ExerciseView) {
  const { ready, exam, locale, text } = view;
  return html`
    <slot name="title"><div class="heading"><h2>${say(ready.exercise.title, locale)}</h2>
      <p>${kindOf(ready.exercise, text)}</p></div></slot>
    ${exam ? html`<div>${panel(view)}</div>` : tabbed(view)}
  `;
}

const kindOf = ({ track, difficulty }: Exercise, { tracks, difficulties }: Messages) =>
  `${tracks[track]} · ${difficulties[difficulty]}`;

function tabbed(view: ExerciseView) {
  const { host, session, ready, text } = view;
  const total = ready.words.hints.length;
  const count = html`<span class="count">${Math.min(session.remembered.hints, total)}/${total}</span>`;
  return html`
    ${tabList(host, {
      label: text.aboutExercise,
      class: "tabs",
      id: "tab",
      tabs: session.tabs.map((name) => ({
        name,
        label: html`${text[name]} ${name === "hints" ? count : nothing}`,
      })),
      selected: ready.tab,
      controls: "panel",
      choose: (tab) => session.openTab(tab),
    })}
    <div role="tabpanel" id="panel" aria-labelledby="tab-${ready.tab}">${panel(view)}</div>
  `;
}

function panel({ session, ready, exam, locale, text }: ExerciseView) {
  const { exercise, words, language, solution } = ready;
  const { hints, solved } = session.remembered;
  switch (ready.tab) {
    case "task":
      return html`
        <attention-signature lang=${locale} .exercise=${exercise} language=${language}></attention-signature>
        <div class="prose" lang=${locale}>${unsafeHTML(words.prompt)}</div>
        ${languages[language].arrays === "torch" ? torchRules(exercise, locale) : nothing}
        ${exam ? nothing : followUpList(words.followUps, html`<h2>${text.followUps}</h2>`, locale)}`;
    case "hints":
      void import("./help/attention-hints.js");
      return html`<attention-hints lang=${locale} .hints=${words.hints} .shown=${hints} @show=${() => session.showHint()}></attention-hints>`;
    case "solution":
      void import("./help/attention-solution.js");
      return html`<attention-solution
        lang=${locale}
        .language=${language}
        .languages=${exercise.languages}
        .source=${solution ?? ""}
        .stylesIn=${exercise.styles}
        .sourceIn=${exercise.solution}
        .exercise=${exercise}
        .explanation=${words.explanation}
        .solved=${solved}
        .revealed=${solution !== null}
        .hintsLeft=${Math.max(words.hints.length - hints, 0)}
        @reveal=${() => void session.reveal()}
      ></attention-solution>`;
    default:
      return ready.tab satisfies never;
  }
}

function torchRules(exercise: Exercise, locale: Locale) {
  void import("./python/attention-torch-rules.js");
  return html`<attention-torch-rules lang=${locale} .exercise=${exercise}></attention-torch-rules>`;
}
