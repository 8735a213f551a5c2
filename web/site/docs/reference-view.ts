import reference from "virtual:attention-dojo-reference";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { FocusableProse } from "../../elements/shared/focusable-prose.js";
import { define, prose } from "../../elements/toolkit.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import "../views/missing-view.js";
import { docsWords } from "../words/docs.js";
import "./code-block.js";
import { codeStyles } from "./code-styles.js";
import type { ReferenceEntry, ReferenceItem, ReferenceKind, ReferenceMember } from "./reference.js";

const kinds: readonly ReferenceKind[] = ["operation", "function", "class", "interface", "type", "constant"];

/** The API reference: a list of all names, or one of them. */
export class DojoReference extends SiteElement {
  /** Nothing, an entry, or an entry and a name. */
  @property({ attribute: false }) path: readonly string[] = [];
  @state() private sought = "";

  constructor() {
    super();
    this.addController(new FocusableProse(this));
  }

  static override styles = [
    super.styles,
    prose,
    codeStyles,
    css`
      :host {
        display: block;
        max-width: 46rem;
      }
      h1 {
        margin: 0 0 0.75rem;
        font-size: clamp(1.625rem, 1.3rem + 1.2vw, 2.125rem);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.024em;
        overflow-wrap: anywhere;
      }
      .note {
        color: var(--ink-2);
      }
      .where {
        margin-bottom: 0.25rem;
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .where a,
      h2 a,
      dt a {
        display: inline-flex;
        align-items: center;
        min-width: var(--target);
        min-height: var(--target);
      }
      .where a {
        color: inherit;
        text-underline-offset: 0.2em;
      }
      input {
        width: 100%;
        min-height: max(2.5rem, var(--target));
        margin-top: 1.25rem;
        padding: 0.25rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      h2 {
        margin-top: 2.5rem;
        font-size: 1.25rem;
        font-weight: 700;
        letter-spacing: -0.012em;
      }
      h2 a {
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        color: var(--accent);
      }
      h3 {
        margin-top: 1.25rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 600;
      }
      .list {
        margin-top: 0.25rem;
      }
      .list > div {
        display: grid;
        grid-template-columns: minmax(0, 15rem) minmax(0, 1fr);
        gap: 0 1.25rem;
        padding-block: 0.3125rem;
        border-top: 1px solid var(--line);
      }
      .list dt a {
        color: var(--accent);
        font: 0.8125rem / 1.5 var(--mono);
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      .list dt a:hover {
        text-decoration: underline;
      }
      .list dd {
        overflow: hidden;
        color: var(--ink-2);
        font-size: 0.875rem;
        line-height: 1.5;
        overflow-wrap: anywhere;
      }
      .parts {
        margin-top: 0.375rem;
      }
      .parts > div {
        padding-block: 0.625rem;
        border-top: 1px solid var(--line);
      }
      .parts dt code {
        font: 0.8125rem / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .parts dd {
        padding-inline-start: 1rem;
      }
      .parts .prose {
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .prose pre {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dojo-code {
        margin-block: 1rem;
      }
      .item > .prose {
        max-width: none;
      }
      .item > h2 {
        margin-top: 2rem;
        font-size: 1.0625rem;
      }
      @media (max-width: 40rem) {
        .list > div {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media print {
        input {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const [entryName, itemName, ...more] = this.path;
    const words = docsWords[this.locale];
    const entry = reference.entries.find(({ name }) => name === entryName);
    const item = entry?.items.find(({ name }) => name === itemName);
    if (more.length || (entryName !== undefined && !entry) || (itemName !== undefined && !item))
      return html`<dojo-missing-view lang=${this.locale} .sentence=${words.missing(`api/${this.path.join("/")}`)} .back=${{ label: words.titles.api, href: hrefOf({ view: "docs", path: ["api"] }) }}></dojo-missing-view>`;
    return entry && item ? this.item(entry, item) : this.list(entry ? [entry] : reference.entries, entry);
  }

  override async focusHeading(): Promise<boolean> {
    await this.updateComplete;
    const missing = this.renderRoot.querySelector("dojo-missing-view");
    return missing instanceof SiteElement ? missing.focusHeading() : super.focusHeading();
  }

  private list(entries: readonly ReferenceEntry[], only: ReferenceEntry | undefined) {
    const words = docsWords[this.locale];
    const seek = (event: Event) => {
      this.sought = (event.target as HTMLInputElement).value;
    };
    const sought = this.sought.trim().toLowerCase();
    const fits = ({ name, summary }: ReferenceItem) =>
      `${name} ${summary.replace(/<[^>]+>/g, "")}`.toLowerCase().includes(sought);
    const found = entries.map((entry) => ({ ...entry, items: entry.items.filter(fits) }));
    const total = found.reduce((sum, { items }) => sum + items.length, 0);
    return html`
      ${only ? html`<p class="where"><a href=${hrefOf({ view: "docs", path: ["api"] })}>${words.titles.api}</a></p>` : nothing}
      <h1 tabindex="-1">${only ? only.specifier : words.titles.api}</h1>
      <p class="note">${words.apiIntro} ${words.englishOnly}</p>
      <input type="search" aria-label=${words.filter} placeholder=${words.filter} .value=${this.sought} @input=${seek} />
      <p class="visually-hidden" role="status">${sought ? words.found(total) : ""}</p>
      ${total ? found.filter(({ items }) => items.length).map((entry) => this.entry(entry, entries.length > 1)) : html`<p>${words.nothingFound}</p>`}
    `;
  }

  private entry(entry: ReferenceEntry, titled: boolean) {
    const groups = kinds
      .map((kind) => ({ kind, items: entry.items.filter((item) => item.kind === kind) }))
      .filter(({ items }) => items.length);
    return html`<section>
      ${titled ? html`<h2><a href=${hrefOf({ view: "docs", path: ["api", entry.name] })}>${entry.specifier}</a></h2>` : nothing}
      ${groups.map(
        ({ kind, items }) => html`<h3>${docsWords[this.locale].groups[kind]}</h3>
          <dl class="list">${items.map(
            ({ name, summary }) =>
              html`<div><dt><a href=${hrefOf({ view: "docs", path: ["api", entry.name, name] })}>${name}</a></dt><dd lang="en">${unsafeHTML(summary)}</dd></div>`,
          )}</dl>`,
      )}
    </section>`;
  }

  private item(entry: ReferenceEntry, item: ReferenceItem) {
    const words = docsWords[this.locale];
    return html`<div class="item">
      <p class="where"><a href=${hrefOf({ view: "docs", path: ["api"] })}>${words.titles.api}</a> / <a href=${hrefOf({ view: "docs", path: ["api", entry.name] })}>${entry.specifier}</a> · ${words.kinds[item.kind]}</p>
      <h1 tabindex="-1">${item.name}</h1>
      <div class="prose"><dojo-code lang=${this.locale}><pre><code>${unsafeHTML(item.signature)}</code></pre></dojo-code></div>
      ${words.englishOnly ? html`<p class="where">${words.englishOnly}</p>` : nothing}
      <div class="prose" lang="en">${unsafeHTML(item.text)}</div>
      ${this.parts(words.parameters, item.parameters)} ${this.parts(words.inputs, item.inputs)}
      ${this.parts(words.options, item.options)} ${this.parts(words.outputs, item.outputs)}
      ${this.parts(words.members, item.members)} ${this.parts(words.throws, item.throws)}
    </div>`;
  }

  private parts(title: string, members: readonly ReferenceMember[]) {
    if (!members.length) return nothing;
    return html`<h2>${title}</h2>
      <dl class="parts">${members.map(
        ({ code, text }) =>
          html`<div><dt><code>${unsafeHTML(code)}</code></dt><dd><div class="prose" lang="en">${unsafeHTML(text)}</div></dd></div>`,
      )}</dl>`;
  }
}

define("dojo-reference", DojoReference);
