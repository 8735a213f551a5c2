import { css, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controls, define } from "../../elements/toolkit.js";
import type { Language } from "../../format/index.js";
import { languages } from "../../format/index.js";
import { SiteElement } from "../site-element.js";
import { shareWords } from "../words/share.js";
import { saveFile } from "../work/save-file.js";
import { encodeCode, longestLink } from "./code.js";
import type { Submitted } from "./hand-in.js";
import "./hand-in.js";
import { linkToPage, linkWithCode } from "./link.js";
import { type Results, resultsCard } from "./results-card.js";

/** What is shared. */
export interface Shared extends Omit<Results, "link" | "language" | "report"> {
  readonly slug: string;
  readonly language: Language;
  readonly code: string;
  readonly submitted: Submitted | undefined;
}

type Field = "link" | "card";

/** What can be passed on: a link with the code, the results as text, and a file for a teacher. */
export class DojoShareDialog extends SiteElement {
  @property({ attribute: false }) shared?: Shared;

  @state() private link: string | null = null;
  @state() private copied: { readonly field: Field; readonly worked: boolean } | undefined;
  @query("dialog") private dialog?: HTMLDialogElement;

  static override styles = [
    super.styles,
    controls,
    css`
      dialog {
        width: min(36rem, calc(100vw - 2rem));
        padding: 1.25rem 1.5rem 1.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 1rem;
      }
      h2 {
        font-size: 1.25rem;
      }
      label {
        display: block;
        margin-top: 1.25rem;
        font-weight: 600;
      }
      textarea {
        display: block;
        width: 100%;
        margin-top: 0.375rem;
        padding: 0.5rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--sunken);
        color: var(--ink);
        font: 0.8125rem / 1.5 var(--mono);
        overflow-wrap: anywhere;
        resize: vertical;
      }
      p {
        margin-top: 0.375rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        margin-top: 0.625rem;
      }
    `,
  ];

  /** Opens the dialog; the focus returns to where it was when it is closed. */
  async open(shared: Shared): Promise<void> {
    this.shared = shared;
    this.copied = undefined;
    const code = await encodeCode(shared.code);
    const link = linkWithCode(location.href, shared.slug, { language: shared.language, code });
    this.link = link.length <= longestLink ? link : null;
    await this.updateComplete;
    this.dialog?.showModal();
  }

  protected override render() {
    const { shared } = this;
    if (!shared) return nothing;
    const words = shareWords[this.locale];
    const card = resultsCard(
      {
        ...shared,
        report: shared.submitted?.report,
        language: languages[shared.language].name,
        link: linkToPage(location.href, shared.slug, this.locale),
      },
      words,
    );
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${words.title}</h2>
        <form method="dialog"><button class="button quiet">${words.close}</button></form>
      </header>
      ${this.link === null ? this.file(shared) : this.field("link", words.link, this.link, 3, words.linkHelp)}
      ${this.field("card", words.card.title, card, 4)}
      <dojo-hand-in lang=${this.locale} .submitted=${shared.submitted} .code=${shared.code}></dojo-hand-in>
    </dialog>`;
  }

  private file({ slug, language, code }: Shared) {
    const words = shareWords[this.locale];
    const save = () => saveFile(`${slug}.${languages[language].extension}`, "text/plain", code);
    return html`<p>${words.tooLong}</p><div class="actions"><button class="button" @click=${save}>${words.save}</button></div>`;
  }

  private field(field: Field, label: string, text: string, rows: number, help = "") {
    const words = shareWords[this.locale];
    const { copied } = this;
    const send = () => void navigator.share(field === "link" ? { url: text } : { text }).catch(() => {}); // Called off.
    return html`
      <label for=${field}>${label}</label>
      <textarea id=${field} readonly rows=${rows} .value=${text} spellcheck="false"></textarea>
      ${help ? html`<p>${help}</p>` : nothing}
      <div class="actions">
        <button class="button" aria-label="${words.copy}: ${label}" @click=${() => this.copy(field, text)}>${words.copy}</button>
        ${"share" in navigator ? html`<button class="button quiet" aria-label="${words.send}: ${label}" @click=${send}>${words.send}</button>` : nothing}
        <span role="status">${copied?.field === field ? (copied.worked ? words.copied : words.selectIt) : ""}</span>
      </div>`;
  }

  private async copy(field: Field, text: string): Promise<void> {
    const worked = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    this.copied = { field, worked: worked === true };
    if (!worked) this.renderRoot.querySelector<HTMLTextAreaElement>(`#${field}`)?.select();
  }
}

define("dojo-share-dialog", DojoShareDialog);

declare global {
  interface HTMLElementTagNameMap {
    "dojo-share-dialog": DojoShareDialog;
  }
}
