import { css, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import manifest from "../../../package.json?raw";
import { handInFileName, longestName, writeHandIn } from "../../courses/hand-in/index.js";
import { controls, define } from "../../elements/toolkit.js";
import type { Report } from "../../judge/index.js";
import { SiteElement } from "../site-element.js";
import { keepLearnerName, readLearnerName } from "../storage/learner-name.js";
import { browserStorage } from "../storage/records.js";
import { shareWords } from "../words/share.js";
import { saveFile } from "../work/save-file.js";

/** A program as it was submitted, and what the judge said of it. */
export interface Submitted {
  readonly source: string;
  readonly report: Report;
}

/** Saves what was last submitted as a file for a teacher. */
export class DojoHandIn extends SiteElement {
  @property({ attribute: false }) submitted: Submitted | undefined;
  /** What is in the editor. */
  @property({ attribute: false }) code = "";

  @state() private saved: string | undefined;
  @query("input") private field?: HTMLInputElement;

  static override styles = [
    super.styles,
    controls,
    css`
      h3 {
        margin-top: 1.25rem;
        font-size: 1rem;
        font-weight: 600;
      }
      p {
        margin-top: 0.375rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      label {
        display: block;
        margin-top: 0.625rem;
        font-size: 0.875rem;
      }
      input {
        display: block;
        box-sizing: border-box;
        width: 100%;
        min-height: 2.75rem;
        margin-top: 0.25rem;
        padding: 0.375rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--sunken);
        color: var(--ink);
        font: inherit;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        margin-top: 0.625rem;
        font-size: 0.875rem;
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("submitted")) this.saved = undefined;
  }

  protected override render() {
    const words = shareWords[this.locale].handIn;
    const { submitted, saved, code } = this;
    return html`
      <h3>${words.title}</h3>
      <p>${submitted ? words.help : words.submitFirst}</p>
      ${submitted ? this.form(submitted) : nothing}
      ${submitted && submitted.source !== code ? html`<p>${words.changed}</p>` : nothing}
      <p role="status">${saved === undefined ? "" : words.saved(saved)}</p>
    `;
  }

  private form(submitted: Submitted) {
    const words = shareWords[this.locale].handIn;
    const name = readLearnerName(browserStorage());
    const save = (event: SubmitEvent) => {
      event.preventDefault();
      this.save(submitted);
    };
    return html`<form @submit=${save}>
      <label for="name">${words.name}</label>
      <input id="name" autocomplete="name" maxlength=${longestName} .value=${name}>
      <div class="actions"><button class="button">${words.save}</button></div>
    </form>`;
  }

  private save({ source, report: { exercise, language, seed, verdict } }: Submitted): void {
    const learner = this.field?.value.trim() ?? "";
    keepLearnerName(browserStorage(), learner);
    const { version: dojo } = JSON.parse(manifest);
    const handedIn = new Date().toISOString();
    this.saved = handInFileName(exercise);
    const text = writeHandIn({ exercise, language, source, seed, verdict, learner, handedIn, dojo });
    saveFile(this.saved, "application/json", text);
  }
}

define("dojo-hand-in", DojoHandIn);

declare global {
  interface HTMLElementTagNameMap {
    "dojo-hand-in": DojoHandIn;
  }
}
