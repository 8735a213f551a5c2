import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { type Language, languages, say } from "../../../format/index.js";
import type { ReportError } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";

/**
 * What the learner's code threw, and what to do. Fires `attention-go-to-line` (bubbling) when its line is asked for, and
 * `attention-switch` when the learner wants the code in the language that it is written in.
 */
export class AttentionLearnerError extends AttentionElement {
  @property({ attribute: false }) error?: ReportError;
  /** Programming languages that the learner may switch to. */
  @property({ attribute: false }) languages: readonly Language[] = [];

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        padding: 0.75rem 1rem;
        border-radius: var(--radius);
        background: var(--bad-wash);
        font-size: 0.875rem;
      }
      .message {
        overflow-wrap: anywhere;
        max-height: 16rem;
        overflow-y: auto;
        font: 0.8125rem / 1.6 var(--mono);
        white-space: pre-wrap;
      }
      b {
        color: var(--bad);
      }
      .link {
        margin-top: 0.25rem;
        color: var(--bad);
      }
      .advice {
        max-width: 44rem;
        margin-top: 0.5rem;
        overflow-wrap: anywhere;
        font-size: 0.9375rem;
      }
      .button,
      details {
        margin-top: 0.5rem;
      }
      summary {
        width: fit-content;
        color: var(--ink-2);
      }
      pre {
        max-height: 14rem;
        overflow: auto;
        font: 0.75rem / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { error } = this;
    if (!error) return nothing;
    const { line, trace, advice, writtenIn } = error;
    const other = this.languages.find((language) => language === writtenIn);
    return html`
      <p class="message"><b>${error.name}</b>${error.message ? `: ${error.message}` : nothing}</p>
      ${line ? html`<button class="link" aria-label=${this.text.goToLine(line)} @click=${() => this.tell("attention-go-to-line", { line })}>${this.text.line(line)}</button>` : nothing}
      ${advice ? html`<p class="advice">${say(advice, this.locale)}</p>` : nothing}
      ${other ? html`<button class="button" @click=${() => this.tell("attention-switch", { language: other })}>${this.text.switchTo(languages[other].name)}</button>` : nothing}
      ${trace ? html`<details><summary>${this.text.trace}</summary><pre tabindex="0">${trace}</pre></details>` : nothing}
    `;
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { version: 1, ...detail }, bubbles: true, composed: true }));
  }
}

define("attention-learner-error", AttentionLearnerError);

declare global {
  interface HTMLElementTagNameMap {
    "attention-learner-error": AttentionLearnerError;
  }
}
