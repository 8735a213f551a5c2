import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import type { Earlier } from "../shared/earlier-memory.js";
import { controls } from "../shared/styles/controls.js";
import { elsewhereMessages } from "./elsewhere-text.js";

/** Texts of the learner that gave way to others, the newest first. Fires `take` (detail: the text to take back). */
export class AttentionEarlier extends AttentionElement {
  @property({ attribute: false }) texts: readonly Earlier[] = [];
  @property() of: "code" | "answer" = "code";

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        margin-top: 0.75rem;
        font-size: 0.875rem;
      }
      summary {
        color: var(--ink-2);
        cursor: pointer;
      }
      ol {
        max-height: 24rem;
        margin: 0.5rem 0 0;
        padding: 0;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        list-style: none;
      }
      li {
        padding: 0.5rem 1rem;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .button {
        min-height: 2rem;
        font-size: 0.875rem;
      }
      pre {
        max-height: 9rem;
        margin-top: 0.375rem;
        overflow: auto;
        font: 0.8125rem / 1.5 var(--mono);
      }
      .answer {
        font-family: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    if (this.texts.length === 0) return nothing;
    const words = elsewhereMessages[this.locale][this.of];
    return html`<details><summary>${words.earlier(this.texts.length)}</summary>
      <ol tabindex="0" aria-label=${words.earlier(this.texts.length)}>${this.texts.map((earlier) => this.row(earlier))}</ol></details>`;
  }

  private row({ at, text }: Earlier) {
    const words = elsewhereMessages[this.locale];
    const when = new Intl.DateTimeFormat(this.locale === "zh" ? "zh-CN" : "en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(at);
    return html`<li>
      <div class="head"><span>${when} · ${words.lines(text.trimEnd().split("\n").length)}</span>
        <button class="button" @click=${() => this.take(text)}>${words.takeBack}</button></div>
      <pre class=${this.of} tabindex="0">${text.slice(0, shownCharacters)}</pre>
    </li>`;
  }

  private take(text: string): void {
    this.dispatchEvent(new CustomEvent("take", { detail: text }));
  }
}

/** Enough to know which one it is. */
const shownCharacters = 2000;

define("attention-earlier", AttentionEarlier);

declare global {
  interface HTMLElementTagNameMap {
    "attention-earlier": AttentionEarlier;
  }
}
