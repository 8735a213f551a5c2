import { css, html } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";
import { docsWords } from "../words/docs.js";

/** How long the button says that it has copied, in milliseconds. */
const said = 2000;

/** Copies a text. Where the browser does not let it, selects `source` instead and says so. */
export class DojoCopyButton extends SiteElement {
  @property({ attribute: false }) source?: Element | null;
  /** What is copied, where that is not the text of `source`. */
  @property({ attribute: false }) copied?: string;

  @state() private outcome: "copied" | "notCopied" | "copy" = "copy";

  static override styles = [
    super.styles,
    css`
      :host {
        display: inline-block;
      }
      button {
        min-height: max(1.75rem, var(--target));
        padding: 0 0.5rem;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink-2);
        font: 500 0.75rem / 1.4 var(--sans);
        cursor: pointer;
      }
      button:hover {
        border-color: var(--line-strong);
        color: var(--ink);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const words = docsWords[this.locale];
    return html`<button @click=${this.copy}>${words[this.outcome]}</button>
      <span class="visually-hidden" role="status">${this.outcome === "copy" ? "" : words[this.outcome]}</span>`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.copied ?? this.source?.textContent ?? "");
      this.outcome = "copied";
    } catch {
      // Over plain HTTP there is no clipboard.
      if (this.source) getSelection()?.selectAllChildren(this.source);
      this.outcome = "notCopied";
    }
    setTimeout(() => {
      this.outcome = "copy";
    }, said);
  }
}

define("dojo-copy-button", DojoCopyButton);
