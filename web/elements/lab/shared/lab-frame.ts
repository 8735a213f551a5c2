import { html, type TemplateResult } from "lit";
import { readableFailure } from "../../shared/readable-failure.js";
import { type Messages, messages } from "../../shared/text.js";
import type { AttentionLab } from "../attention-lab.js";
import { isLabName, type LabName } from "../lab-name.js";
import { labMessages } from "./lab-text.js";

/** What `<attention-lab>` knows of the lab that it is to show. */
export interface LabFrame {
  readonly lab: AttentionLab;
  /** The lab whose code is here. */
  readonly ready: LabName | undefined;
  readonly failure: string | undefined;
  /** Whether a press of its button is what it waits for. */
  readonly isAsked: boolean;
  ask(): void;
  retry(): void;
}

/** What `<attention-lab>` shows: a lab, or why there is none yet. */
export function drawFrame({ lab, ready, failure, isAsked, ask, retry }: LabFrame): TemplateResult {
  const { name, locale } = lab;
  const words = labMessages[locale];
  if (!isLabName(name)) return html`<p class="failure" role="alert">${words.unknown(name)}</p>`;
  if (failure !== undefined) {
    const text: Messages = messages[locale];
    return html`<p class="failure" role="alert">${words.loadFailed} ${readableFailure(failure, text, locale)}</p>
      <button class="button" @click=${retry}>${words.retry}</button>`;
  }
  if (isAsked) return html`<button class="button" @click=${ask}>${words.names[name]}</button>`;
  return ready === name ? drawLab(lab, name) : html`<p class="wait" role="status">${words.loading}</p>`;
}

function drawLab({ locale, settings, memory, linkOf }: AttentionLab, name: LabName): TemplateResult {
  switch (name) {
    case "sentence":
      return html`<attention-lab-sentence lang=${locale} .settings=${settings} .memory=${memory} .linkOf=${linkOf}></attention-lab-sentence>`;
    case "help":
      return html`<attention-lab-help lang=${locale} .settings=${settings} .memory=${memory} .linkOf=${linkOf}></attention-lab-help>`;
    case "tasks":
      return html`<attention-lab-tasks lang=${locale} .settings=${settings} .memory=${memory} .linkOf=${linkOf}></attention-lab-tasks>`;
    case "induction":
      return html`<attention-lab-induction lang=${locale} .settings=${settings} .memory=${memory} .linkOf=${linkOf}></attention-lab-induction>`;
    case "tiles":
      return html`<attention-lab-tiles lang=${locale} .settings=${settings} .memory=${memory} .linkOf=${linkOf}></attention-lab-tiles>`;
    default:
      return name satisfies never;
  }
}
