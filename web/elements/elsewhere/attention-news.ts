import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { AttentionElement } from "../shared/base.js";
import type { News } from "../shared/changed-elsewhere.js";
import { define } from "../shared/define.js";
import { controls } from "../shared/styles/controls.js";
import { elsewhereMessages } from "./elsewhere-text.js";

/**
 * Says that a learner's text was changed in another tab, and offers both. Fires `keep` (what is here), `take` (detail: what was
 * written there) and `undo` (detail: what was here before).
 */
export class AttentionNews extends AttentionElement {
  @property({ attribute: false }) news: News | null = null;
  @property() of: "code" | "answer" = "code";
  /** Whether what is not chosen is kept below. */
  @property({ type: Boolean }) keeps = false;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem 1rem;
        padding: 0.625rem 1rem;
        border-bottom: 1px solid var(--line);
        background: var(--accent-wash);
        font-size: 0.875rem;
      }
      .differs {
        background: var(--warn-wash);
      }
      p {
        flex: 1 1 16rem;
      }
      span {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .button {
        min-height: 2rem;
        font-size: 0.875rem;
      }
    `,
  ];

  protected override render() {
    const { news } = this;
    if (!news) return nothing;
    const words = elsewhereMessages[this.locale];
    return html`<div class=${news.says} role="alert"><p>${words[this.of][news.says]}${news.says === "differs" && this.keeps ? words.keeps : nothing}</p>${this.choice(news)}</div>`;
  }

  private choice(news: News) {
    const words = elsewhereMessages[this.locale];
    switch (news.says) {
      case "taken":
      case "back":
        return news.before === null
          ? nothing
          : html`<button class="button" @click=${() => this.tell("undo", news.before)}>${words.undo}</button>`;
      case "differs":
        return html`<span>
          <button class="button" @click=${() => this.tell("keep", null)}>${words.keep}</button>
          <button class="button" @click=${() => this.tell("take", news.other)}>${words.take}</button>
        </span>`;
      default:
        return news satisfies never;
    }
  }

  private tell(name: "keep" | "take" | "undo", detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

define("attention-news", AttentionNews);

declare global {
  interface HTMLElementTagNameMap {
    "attention-news": AttentionNews;
  }
}
