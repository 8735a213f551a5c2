import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { defaultLanguage, type Exercise, type Language, say, spelled, type Text } from "../../../format/index.js";
import type { CaseReport } from "../../../judge/index.js";
import { type Field, fieldsOf, readInputs, writeInputs } from "../../../judge/own/read-inputs.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { ownCaseMessages } from "./own-case-text.js";

/**
 * The inputs of a case as texts to edit. Fires `attention-run-case` (detail: `{ version: 1, cases, texts }`) when they are to be
 * judged, and `close`.
 */
export class AttentionOwnCase extends AttentionElement {
  @property({ attribute: false }) signature?: Exercise["signature"];
  /** What is edited at first. */
  @property({ attribute: false }) inputs: CaseReport["inputs"] = {};
  /** What the reader wrote last. */
  @property({ attribute: false }) last?: Readonly<Record<string, string>>;
  @property() language: Language = defaultLanguage;

  @state() private texts: Readonly<Record<string, string>> = {};
  @state() private wrong: { readonly of: string; readonly problem: Text } | null = null;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        padding: 0.875rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      h3 {
        font-size: 0.9375rem;
        font-weight: 650;
      }
      .about,
      small {
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      .field {
        display: grid;
        gap: 0.25rem;
      }
      label {
        font: 600 0.8125rem / 1.6 var(--mono);
      }
      small {
        font-weight: 400;
      }
      textarea {
        width: 100%;
        min-height: 2.25rem;
        max-height: 14rem;
        padding: 0.375rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink);
        font: 400 0.8125rem / 1.5 var(--mono);
        white-space: pre;
        resize: vertical;
        field-sizing: content;
      }
      textarea[aria-invalid="true"] {
        border-color: var(--bad);
      }
      .wrong {
        color: var(--bad);
        font: 0.8125rem / 1.6 var(--sans);
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .button {
        min-height: max(2rem, var(--target));
        font-size: 0.875rem;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.signature || !(changed.has("inputs") || changed.has("signature"))) return;
    this.texts = writeInputs(this.signature, this.inputs) ?? {};
    this.wrong = null;
  }

  protected override firstUpdated(): void {
    void this.focusOn("textarea");
  }

  protected override render() {
    const { signature } = this;
    if (!signature) return nothing;
    const words = ownCaseMessages[this.locale];
    return html`<form @submit=${this.judge} aria-labelledby="heading">
      <h3 id="heading">${words.heading}</h3>
      <p class="about">${words.about}</p>
      ${fieldsOf(signature).map((field) => this.field(field))}
      <div class="buttons">
        <button class="button" type="submit">${words.judge}</button>
        ${this.isOther(this.last) ? html`<button class="button quiet" type="button" @click=${this.takeLast}>${words.last}</button>` : nothing}
        <button class="button quiet" type="button" @click=${() => this.dispatchEvent(new Event("close"))}>${words.close}</button>
      </div>
    </form>`;
  }

  private isOther(texts: Readonly<Record<string, string>> | undefined): boolean {
    return texts !== undefined && Object.entries(texts).some(([name, text]) => this.texts[name] !== text);
  }

  private takeLast(): void {
    this.texts = { ...this.texts, ...this.last };
    this.wrong = null;
    void this.focusOn("textarea");
  }

  private field({ name, kind, shape, nonFinite }: Field) {
    const words = ownCaseMessages[this.locale];
    const problem = this.wrong?.of === name ? this.wrong.problem : undefined;
    const id = name.replace(".", "-");
    const [argument = "", ...keys] = name.split(".");
    const written = [spelled(argument, this.language), ...keys].join(".");
    const type = (event: Event) => {
      this.texts = { ...this.texts, [name]: (event.target as HTMLTextAreaElement).value };
    };
    return html`<div class="field">
      <label for=${id}>${written} <small>${shape ? `[${shape.join(", ")}] · ` : nothing}${words.kinds[kind]}${nonFinite ? ` · ${words.nonFinite}` : nothing}</small></label>
      <textarea
        id=${id}
        rows="1"
        spellcheck="false"
        autocapitalize="off"
        translate="no"
        aria-invalid=${problem !== undefined}
        aria-describedby=${problem ? `wrong-${id}` : nothing}
        .value=${this.texts[name] ?? ""}
        @input=${type}
      ></textarea>
      ${problem ? html`<span class="wrong" id="wrong-${id}" role="alert">${written} ${say(problem, this.locale)}</span>` : nothing}
    </div>`;
  }

  private judge(event: Event): void {
    event.preventDefault();
    if (!this.signature) return;
    const read = readInputs(this.signature, this.texts);
    this.wrong = "inputs" in read ? null : read;
    if (!("inputs" in read)) {
      void this.focusOn("[aria-invalid=true]");
      return;
    }
    const detail = { version: 1, cases: { inputs: read.inputs }, texts: this.texts };
    this.dispatchEvent(new CustomEvent("attention-run-case", { detail, bubbles: true, composed: true }));
  }
}

define("attention-own-case", AttentionOwnCase);

declare global {
  interface HTMLElementTagNameMap {
    "attention-own-case": AttentionOwnCase;
  }
}
