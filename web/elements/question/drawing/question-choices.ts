import { html, nothing } from "lit";
import type { ChoiceQuestion } from "../../../questions/index.js";
import { checkIcon, crossIcon } from "../../shared/icons.js";
import type { Locale } from "../../shared/locale.js";
import type { QuestionMessages } from "./question-text.js";

/** The choices, to take any number of. */
export function choiceInputs(
  { choices }: ChoiceQuestion,
  chosen: readonly string[],
  locale: Locale,
  text: QuestionMessages,
  choose: (chosen: readonly string[]) => void,
) {
  const toggle = (id: string, taken: boolean) =>
    choose(choices.map((choice) => choice.id).filter((other) => (other === id ? taken : chosen.includes(other))));
  return html`<fieldset class="choices">
    <legend>${text.choose}</legend>
    ${choices.map(
      ({ id, text: says }) => html`<label class="choice">
        <input type="checkbox" name=${id} .checked=${chosen.includes(id)}
          @change=${(event: Event) => toggle(id, (event.target as HTMLInputElement).checked)} />
        <span>${says[locale]}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Each choice with what was made of it, and why it is right or wrong. */
export function choiceResults(
  { choices }: ChoiceQuestion,
  chosen: readonly string[],
  locale: Locale,
  text: QuestionMessages,
) {
  return html`<ul class="choices results">${choices.map(({ id, right, text: says, why }) => {
    const taken = chosen.includes(id);
    const sign = right ? (taken ? text.signs.right : text.signs.missed) : text.signs.wrong;
    return html`<li class="choice ${right ? "right" : "wrong"} ${taken ? "taken" : ""}">
      <span class="sign" aria-hidden="true">${right ? checkIcon : crossIcon}</span>
      <div>
        <p class="says"><span class="visually-hidden">${sign}${taken ? `, ${text.signs.taken}` : ""}: </span>${says[locale]}</p>
        <p class="why">${why[locale]}</p>
      </div>
      ${taken || right ? html`<span class="tag" aria-hidden="true">${taken ? text.yours : text.signs.skipped}</span>` : nothing}
    </li>`;
  })}</ul>`;
}
