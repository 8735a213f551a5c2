import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { defaultLanguage, type Language, languageNames, languages } from "../../../format/index.js";
import type { Cell } from "../../../lab/sentence/cell.js";
import { cellCode } from "../../../lab/sentence/cell-code.js";
import type { SentenceSettings } from "../../../lab/sentence/settings.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableWhenScrolling } from "../../shared/focusable-when-scrolling.js";
import { controls } from "../../shared/styles/controls.js";
import { tabList } from "../../shared/tab-list.js";
import { sentenceMessages } from "./sentence-text.js";

/** One weight as a program, in each language. Fires `attention-choose` (detail: the language). */
export class AttentionSentenceCode extends AttentionElement {
  @property({ attribute: false }) cell?: Cell;
  @property({ attribute: false }) chosen?: SentenceSettings;
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) language: Language = defaultLanguage;

  private readonly scrolling = new FocusableWhenScrolling(this, "pre");

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        border-bottom: 1px solid var(--line);
      }
      pre {
        overflow-x: auto;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-top: 0;
        border-radius: 0 0 var(--radius) var(--radius);
        background: var(--sunken);
        font: 0.8125rem / 1.6 var(--mono);
      }
      .comment {
        color: var(--ink-3);
      }
    `,
  ];

  private get source(): string {
    const { cell, chosen, names } = this;
    if (!cell || !chosen) return "";
    const { query, key, ...words } = sentenceMessages[this.locale].codeNames;
    const named = { query: query(names[cell.query] ?? ""), key: key(names[cell.key] ?? ""), ...words };
    return cellCode(languages[this.language].arrays, cell, chosen, named);
  }

  protected override render() {
    if (!this.cell) return nothing;
    const words = sentenceMessages[this.locale];
    return html`<div class="bar">${tabList(this, {
      label: words.code,
      id: "language",
      controls: "code",
      selected: this.language,
      tabs: languageNames.map((name) => ({ name, label: languages[name].name })),
      choose: (language) => this.dispatchEvent(new CustomEvent("attention-choose", { detail: language })),
    })}</div>
      <div id="code" role="tabpanel" aria-labelledby="language-${this.language}"><pre tabindex=${this.scrolling.tabIndex} role=${this.scrolling.role} aria-label=${words.code}><code>${this.source
        .split("\n")
        .map((line) => colored(line))}</code></pre></div>`;
  }
}

/** A line with its comment apart. Numbers hold neither sign. */
function colored(line: string) {
  const at = line.search(/#|\/\/ /);
  if (at < 0) return html`${line}\n`;
  return html`${line.slice(0, at)}<span class="comment">${line.slice(at)}</span>\n`;
}

define("attention-sentence-code", AttentionSentenceCode);
