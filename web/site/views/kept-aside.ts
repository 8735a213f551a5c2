import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";
import { asidePrefix } from "../storage/aside.js";
import { earlierPrefix } from "../storage/earlier.js";
import { entriesOf } from "../storage/entries.js";
import { workWords } from "../words/work.js";
import { saveFile } from "../work/save-file.js";

/** What is kept beside the work: entries that could not be read, and texts that gave way to others. */
type Group = "damaged" | "earlier";
const prefixes: Readonly<Record<Group, string>> = { damaged: asidePrefix, earlier: earlierPrefix };

/** Whether there is anything that could be deleted to make room. */
export const keepsAside = (store: Storage | null): boolean =>
  Object.values(prefixes).some((prefix) => entriesOf(store, prefix).size > 0);

/** Saves to a file, and deletes, what is kept beside the work and takes room. Draws nothing where there is nothing. */
export class DojoKeptAside extends SiteElement {
  @property({ attribute: false }) store: Storage | null = null;

  /** What was just deleted. */
  @state() private deleted: ReadonlyMap<string, string> | undefined;

  static override styles = [
    super.styles,
    css`
      section {
        margin-top: 2rem;
        padding-top: 1.5rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        font-size: 1.125rem;
        font-weight: 700;
      }
      p {
        margin: 0.25rem 0 1rem;
        color: var(--ink-2);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  protected override render() {
    const words = workWords[this.locale];
    return html`${(["damaged", "earlier"] as const).map((group) => this.group(group))}
      <div role="status">${
        this.deleted
          ? html`<p>${words.deleted} <button class="link" @click=${this.undo}>${words.undo}</button></p>`
          : nothing
      }</div>`;
  }

  private group(group: Group) {
    const words = workWords[this.locale];
    const entries = entriesOf(this.store, prefixes[group]);
    if (entries.size === 0) return nothing;
    const characters = [...entries].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    return html`<section aria-labelledby=${group}>
      <h2 id=${group}>${words.aside[group].title}</h2>
      <p>${words.aside[group].text(entries.size, `${Math.ceil(characters / 500)} kB`)}</p>
      <div class="actions">
        <button class="button" @click=${() => this.save(group, entries)}>${words.exportButton}</button>
        <button class="button quiet" @click=${() => this.delete(entries)}>${words.delete}</button>
      </div>
    </section>`;
  }

  private save(group: Group, entries: ReadonlyMap<string, string>): void {
    const content = { format: `attention-dojo-${group}`, entries: Object.fromEntries(entries) };
    saveFile(`attention-dojo-${group}.json`, "application/json", `${JSON.stringify(content, null, 2)}\n`);
  }

  private delete(entries: ReadonlyMap<string, string>): void {
    for (const key of entries.keys()) this.store?.removeItem(key);
    this.deleted = entries;
    void this.focusOn("[role=status] button");
  }

  private undo(): void {
    try {
      for (const [key, text] of this.deleted ?? []) this.store?.setItem(key, text);
      this.deleted = undefined;
    } catch {
      // No room any more: what is left over can still be put back when there is some.
    }
  }
}

define("dojo-kept-aside", DojoKeptAside);
