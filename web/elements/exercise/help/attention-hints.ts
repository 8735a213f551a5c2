import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableProse } from "../../shared/focusable-prose.js";
import { bulbIcon } from "../../shared/icons.js";
import { controls } from "../../shared/styles/controls.js";
import { prose } from "../../shared/styles/prose.js";
import { helpMessages } from "./help-text.js";

/** Hints, opened one at a time. Fires `show` when the next one is asked for; the owner raises `shown`. */
export class AttentionHints extends AttentionElement {
  /** HTML made when the project was built, one string for each hint. */
  @property({ attribute: false }) hints: readonly string[] = [];
  /** How many are open. */
  @property({ type: Number }) shown = 0;

  constructor() {
    super();
    this.addController(new FocusableProse(this));
  }

  static override styles = [
    super.styles,
    controls,
    prose,
    css`
      :host {
        display: block;
      }
      ol {
        margin-top: -1rem;
        list-style: none;
      }
      li {
        padding-block: 1rem 1.25rem;
        border-bottom: 1px solid var(--line);
      }
      .count {
        margin-bottom: 0.25rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      .intro {
        margin-bottom: 1rem;
        color: var(--ink-2);
      }
      .next {
        margin-top: 1rem;
      }
    `,
  ];

  private get helps() {
    return helpMessages[this.locale];
  }

  protected override render() {
    const total = this.hints.length;
    const shown = Math.min(this.shown, total);
    return html`
      ${shown === 0 ? html`<p class="intro">${this.helps.noHintsYet}</p>` : nothing}
      ${
        shown > 0
          ? html`<ol>${this.hints
              .slice(0, shown)
              .map(
                (hint, i) =>
                  html`<li tabindex="-1"><p class="count">${this.helps.hint(i + 1, total)}</p><div class="prose" lang=${this.locale}>${unsafeHTML(hint)}</div></li>`,
              )}</ol>`
          : nothing
      }
      <div class="next">${
        shown < total
          ? html`<button class="button" @click=${this.showNext}>${bulbIcon}${this.helps.showHint(shown + 1, total)}</button>`
          : total
            ? html`<p class="count">${this.helps.allHintsShown}</p>`
            : nothing
      }</div>
    `;
  }

  private showNext(): void {
    this.dispatchEvent(new Event("show"));
    // The new hint is where reading goes on; the button may be gone.
    void this.focusOn("li:last-child");
  }
}

define("attention-hints", AttentionHints);

declare global {
  interface HTMLElementTagNameMap {
    "attention-hints": AttentionHints;
  }
}
