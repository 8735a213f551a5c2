import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { ReportError } from "../../judge/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { controls } from "../shared/styles/controls.js";

/** What the learner's code threw. Fires `attention-go-to-line` (bubbling) when its line is asked for. */
export class AttentionLearnerError extends AttentionElement {
  @property({ attribute: false }) error?: ReportError;

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
    const { line, trace } = error;
    return html`
      <p class="message"><b>${error.name}</b>${error.message ? `: ${error.message}` : nothing}</p>
      ${line ? html`<button class="link" aria-label=${this.text.goToLine(line)} @click=${() => this.goTo(line)}>${this.text.line(line)}</button>` : nothing}
      ${trace ? html`<details><summary>${this.text.trace}</summary><pre tabindex="0">${trace}</pre></details>` : nothing}
    `;
  }

  private goTo(line: number) {
    this.dispatchEvent(
      new CustomEvent("attention-go-to-line", { detail: { version: 1, line }, bubbles: true, composed: true }),
    );
  }
}

define("attention-learner-error", AttentionLearnerError);

declare global {
  interface HTMLElementTagNameMap {
    "attention-learner-error": AttentionLearnerError;
  }
}
