import { css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { docsWords } from "../words/docs.js";
import { loadPage, pageNames } from "./pages.js";

interface Found {
  readonly title: string;
  readonly place: string;
  readonly path: readonly string[];
}

/** More would be no answer. */
const most = 12;

/** Finds headings and names of the API. What it searches is loaded when somebody begins to. */
export class DojoDocsSearch extends SiteElement {
  @state() private sought = "";
  @state() private index: readonly Found[] = [];
  /** The language of `index`. */
  private indexed = "";

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      input {
        width: 100%;
        min-height: max(2.25rem, var(--target));
        padding: 0.25rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: 0.9375rem / 1.4 var(--sans);
      }
      ul {
        margin-top: 0.5rem;
        padding-block: 0.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        list-style: none;
      }
      a {
        display: block;
        padding: 0.3125rem 0.625rem;
        color: var(--ink);
        font-size: 0.875rem;
        line-height: 1.35;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover {
        background: var(--sunken);
      }
      small {
        display: block;
        color: var(--ink-3);
        font-size: 0.75rem;
      }
      p {
        margin-top: 0.375rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
    `,
  ];

  protected override render() {
    const words = docsWords[this.locale];
    const found = this.found();
    return html`
      <search>
        <input type="search" aria-label=${words.search} placeholder=${words.searchShort} .value=${this.sought}
          @focus=${this.loadIndex} @input=${this.seek} @keydown=${this.leave} />
        <p role="status" class=${found.length || !this.sought ? "visually-hidden" : ""}>${this.sought ? (found.length ? words.found(found.length) : words.nothingFound) : ""}</p>
        ${
          found.length
            ? html`<ul @click=${this.clear}>${found.map(({ title, place, path }) => html`<li><a href=${hrefOf({ view: "docs", path })}>${title}<small>${place}</small></a></li>`)}</ul>`
            : nothing
        }
      </search>
    `;
  }

  /** Titles with a word that begins with what is sought come first; among them pages before names. */
  private found(): readonly Found[] {
    const sought = this.sought.trim().toLowerCase();
    if (!sought) return [];
    const has = ({ title }: Found) => title.toLowerCase().includes(sought);
    const begins = ({ title }: Found) =>
      title
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .some((_, i, words) => words.slice(i).join(" ").startsWith(sought));
    return this.index
      .filter(has)
      .sort((a, b) => Number(begins(b)) - Number(begins(a)))
      .slice(0, most);
  }

  private async loadIndex(): Promise<void> {
    const { locale } = this;
    if (this.indexed === locale) return;
    this.indexed = locale;
    const { titles, kinds } = docsWords[locale];
    const [reference, ...pages] = await Promise.all([
      import("virtual:attention-dojo-reference"),
      ...pageNames
        .filter((name) => name !== "api")
        .map(async (name) => ({ name, headings: (await loadPage(name, locale)).headings })),
    ]);
    this.index = [
      ...pageNames.map((name) => ({ title: titles[name], place: "", path: [name] })),
      ...pages.flatMap(({ name, headings }) =>
        headings.map(({ id, title }) => ({ title, place: titles[name], path: [name, id] })),
      ),
      ...reference.default.entries.flatMap((entry) =>
        entry.items.map(({ name, kind }) => ({
          title: name,
          place: `${kinds[kind]} · ${entry.specifier}`,
          path: ["api", entry.name, name],
        })),
      ),
    ];
  }

  private seek(event: Event): void {
    this.sought = (event.target as HTMLInputElement).value;
    void this.loadIndex();
  }

  private leave(event: KeyboardEvent): void {
    if (event.key === "Escape") this.clear();
    if (event.key === "Enter") this.renderRoot.querySelector("a")?.click();
  }

  private clear(): void {
    this.sought = "";
  }
}

define("dojo-docs-search", DojoDocsSearch);
