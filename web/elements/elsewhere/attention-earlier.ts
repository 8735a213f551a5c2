import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { defaultLanguage, type Language } from "../../format/index.js";
import { verdictIcon } from "../report/verdict-icon.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import type { Earlier } from "../shared/earlier-memory.js";
import { controls } from "../shared/styles/controls.js";
import type { Sides } from "./difference/attention-compared.js";
import { elsewhereMessages } from "./elsewhere-text.js";
import { whenOf } from "./when-of.js";

/**
 * Texts of the learner that were submitted or gave way to others, the newest first. Fires `take` (detail: the text to take
 * back) and `reveal` when the published solution is asked for.
 */
export class AttentionEarlier extends AttentionElement {
  @property({ attribute: false }) texts: readonly Earlier[] = [];
  @property() of: "code" | "answer" = "code";
  @property() language: Language = defaultLanguage;
  /** The code in the editor. */
  @property({ attribute: false }) current = "";
  /** The published solution, once it is known. */
  @property({ attribute: false }) solution: string | null = null;
  /** Whether the learner may ask for it. */
  @property({ type: Boolean }) solved = false;

  @state() private compared: Sides | null = null;

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
      .bounds {
        margin-top: 0.25rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      .accepted {
        color: var(--good);
        font-weight: 600;
      }
      .verdict {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
      }
      .verdict svg {
        width: 0.875rem;
        height: 0.875rem;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
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

  private get words() {
    return elsewhereMessages[this.locale];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("texts") ?? this.texts;
    const isSame = before.length === this.texts.length && before.every((text, i) => text === this.texts[i]);
    // Their numbers are others now.
    if (!isSame) this.compared = null;
  }

  protected override render() {
    const { texts, words } = this;
    if (texts.length === 0) return nothing;
    const name = texts.some(({ verdict }) => verdict) ? words[this.of].submitted : words[this.of].earlier;
    return html`<details><summary>${name(texts.length)}</summary>
      ${this.of === "code" ? html`<p class="bounds">${words.bounds}</p>` : nothing}
      ${this.comparison()}
      <ol tabindex="0" aria-label=${name(texts.length)}>${texts.map((earlier, i) => this.row(earlier, i))}</ol></details>`;
  }

  private row(earlier: Earlier, number: number) {
    const { words } = this;
    const { text, verdict } = earlier;
    return html`<li>
      <div class="head"><span>${whenOf(earlier, this.locale)}${verdict ? html` · <span class="verdict ${verdict}">${verdictIcon(verdict)}${this.text.verdicts[verdict]}</span>` : nothing} · ${words.lines(text.trimEnd().split("\n").length)}</span>
        <span class="buttons">${this.of === "code" ? html`<button class="button" @click=${() => this.compare([number, "editor"])}>${words.compare}</button>` : nothing}
          <button class="button" @click=${() => this.tell("take", text)}>${words.takeBack}</button></span></div>
      <pre class=${this.of} tabindex="0">${text.slice(0, shownCharacters)}</pre>
    </li>`;
  }

  // ——— Comparing two

  private comparison() {
    const { compared, locale, texts, language, current, solution, solved } = this;
    if (!compared) return nothing;
    void import("./difference/attention-compared.js");
    return html`<attention-compared lang=${locale} .texts=${texts} .language=${language} .current=${current}
      .solution=${solution} .solved=${solved} .sides=${compared} @close=${() => this.close()}
      @choose=${({ detail }: CustomEvent<Sides>) => this.compare(detail)}></attention-compared>`;
  }

  private compare(sides: Sides): void {
    this.compared = sides;
    if (sides.includes("solution") && this.solution === null) this.tell("reveal", null);
  }

  private close(): void {
    this.compared = null;
    void this.focusOn("summary");
  }

  private tell(name: "take" | "reveal", detail: string | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
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
