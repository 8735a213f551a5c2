import { html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { FocusableProse } from "../../elements/shared/focusable-prose.js";
import { readableFailure } from "../../elements/shared/readable-failure.js";
import { define, prose } from "../../elements/toolkit.js";
import { deferred } from "../deferred.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import "../views/missing-view.js";
import { docsWords } from "../words/docs.js";
import "./code-block.js";
import { codeStyles } from "./code-styles.js";
import { docsStyles } from "./docs-styles.js";
import type { Page } from "./page.js";
import { isPageName, loadPage, type PageName, pageNames } from "./pages.js";
import "./search.js";

/** The documentation: its contents, and one page. Fires `dojo-title` with the title of the page. */
export class DojoDocsView extends SiteElement {
  /** The page, and its section; of the reference, the entry and the name. */
  @property({ attribute: false }) path: readonly string[] = [];

  /** Resolves when the page is drawn, or will never be. */
  private drawn = deferred();
  private shown = "";
  /** The last page that was loaded, with its name: while the next one is on its way, its links would lead astray. */
  @state() private loaded: { readonly name: PageName; readonly page: Page } | undefined;
  @state() private failure: string | undefined;

  static override styles = [super.styles, prose, codeStyles, docsStyles];

  constructor() {
    super();
    this.addController(new FocusableProse(this));
  }

  private get pageName(): PageName | undefined {
    const [name = pageNames[0]] = this.path;
    return isPageName(name) && (name === "api" || this.path.length < 3) ? name : undefined;
  }

  private get page(): Page | undefined {
    return this.loaded?.name === this.pageName ? this.loaded?.page : undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("path") && !changed.has("lang")) return;
    const wanted = this.pageName === "api" ? "api" : `${this.pageName}.${this.locale}`;
    this.tellTitle();
    if (wanted === this.shown && !this.failure) return;
    this.shown = wanted;
    this.drawn = deferred();
    void this.load(wanted);
  }

  private async load(wanted: string): Promise<void> {
    const { pageName } = this;
    this.failure = undefined;
    try {
      if (pageName === "api") await import("./reference-view.js");
      const page = pageName && pageName !== "api" ? await loadPage(pageName, this.locale) : undefined;
      if (page?.html.includes("<dojo-example")) await import("./example.js");
      if (wanted !== this.shown) return;
      this.loaded = pageName && page && { name: pageName, page };
      await this.updateComplete;
    } catch (error) {
      if (wanted === this.shown) this.failure = error instanceof Error ? error.message : `${error}`;
    }
    this.drawn.resolve();
    this.reveal();
  }

  /** Moves to the section of the address. */
  private reveal(): boolean {
    const [, section] = this.path;
    const heading = section && this.pageName !== "api" ? this.renderRoot.querySelector(`[id="${section}"]`) : null;
    if (!(heading instanceof HTMLElement)) return false;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
    return true;
  }

  override async focusHeading(): Promise<boolean> {
    await this.updateComplete;
    await this.drawn.promise;
    if (this.reveal()) return true;
    const reference = this.renderRoot.querySelector("dojo-reference");
    return reference instanceof SiteElement ? reference.focusHeading() : super.focusHeading();
  }

  private tellTitle(): void {
    const { pageName } = this;
    const words = docsWords[this.locale];
    const item = pageName === "api" ? this.path[2] : undefined;
    const detail = pageName ? (item ?? words.titles[pageName]) : this.words.missing.title;
    this.dispatchEvent(new CustomEvent("dojo-title", { detail, bubbles: true, composed: true }));
  }

  protected override render() {
    const { pageName } = this;
    const words = docsWords[this.locale];
    if (!pageName)
      return html`<dojo-missing-view lang=${this.locale} .sentence=${words.missing(this.path.join("/"))} .back=${{ label: words.back, href: hrefOf({ view: "docs", path: [] }) }}></dojo-missing-view>`;
    return html`
      <div class="columns">
        <aside>
          <dojo-docs-search lang=${this.locale}></dojo-docs-search>
          <details class="narrow"><summary>${words.here(words.titles[pageName])}</summary>${this.contents(pageName)}</details>
          <div class="wide">${this.contents(pageName)}</div>
        </aside>
        <article>
          ${pageName === "api" && !this.failure ? html`<dojo-reference lang=${this.locale} .path=${this.path.slice(1)}></dojo-reference>` : this.text_(pageName)}
          ${this.neighbours(pageName)}
        </article>
      </div>
    `;
  }

  private text_(pageName: PageName) {
    const words = docsWords[this.locale];
    if (this.failure)
      return html`<h1 tabindex="-1">${words.titles[pageName]}</h1>
        <div class="state" role="alert"><p>${words.failed} ${readableFailure(this.failure, this.text, this.locale)}</p>
        <button class="button" @click=${() => void this.load(this.shown)}>${words.retry}</button></div>`;
    return html`<h1 tabindex="-1">${words.titles[pageName]}</h1>
      <div class="prose">${this.page ? unsafeHTML(this.withAnchors(this.page.html, pageName)) : nothing}</div>`;
  }

  /** Headings take the focus, and carry a link to themselves. */
  private withAnchors(source: string, pageName: PageName): string {
    const words = docsWords[this.locale];
    return source.replace(/<(h[23]) id="([\w-]+)">(.*?)<\/h[23]>/g, (_, tag: string, id: string, title: string) => {
      const label = words.linkTo(title.replace(/<[^>]+>/g, ""));
      const href = hrefOf({ view: "docs", path: [pageName, id] });
      return `<${tag} id="${id}" tabindex="-1">${title} <a class="anchor" href="${href}" aria-label="${label}">#</a></${tag}>`;
    });
  }

  private contents(current: PageName) {
    const words = docsWords[this.locale];
    return html`<nav class="contents" aria-label=${words.contents}><ul>${pageNames.map((name) => {
      const here = name === current;
      return html`<li><a href=${hrefOf({ view: "docs", path: [name] })} aria-current=${here ? "page" : nothing}>${words.titles[name]}</a>
        ${here && this.page && name !== "api" ? this.sections(this.page, name) : nothing}</li>`;
    })}</ul></nav>`;
  }

  private sections({ headings }: Page, pageName: PageName) {
    const section = this.path[1];
    return html`<ul>${headings.map(
      ({ id, title }) =>
        html`<li><a href=${hrefOf({ view: "docs", path: [pageName, id] })} aria-current=${id === section ? "location" : nothing}>${title}</a></li>`,
    )}</ul>`;
  }

  private neighbours(current: PageName) {
    const words = docsWords[this.locale];
    const at = pageNames.indexOf(current);
    const link = (name: PageName | undefined, label: string, kind: string) =>
      name
        ? html`<a class=${kind} href=${hrefOf({ view: "docs", path: [name] })}><small>${label}</small>${words.titles[name]}</a>`
        : nothing;
    return html`<nav class="neighbours" aria-label=${words.chapters}>
      ${link(pageNames[at - 1], words.previous, "previous")} ${link(pageNames[at + 1], words.next, "next")}
    </nav>`;
  }
}

define("dojo-docs-view", DojoDocsView);
