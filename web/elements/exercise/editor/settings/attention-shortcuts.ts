import { css, html } from "lit";
import { property, query } from "lit/decorators.js";
import { say } from "../../../../format/index.js";
import { AttentionElement } from "../../../shared/base.js";
import { define } from "../../../shared/define.js";
import { controls } from "../../../shared/styles/controls.js";
import { settingsOf } from "./editor-settings.js";
import { settingsMessages } from "./settings-text.js";
import { editorShortcuts, type Shortcut, type ShortcutGroup } from "./shortcut-table.js";

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};
const macSigns: Readonly<Record<string, string>> = { Ctrl: "⌃", Alt: "⌥", Shift: "⇧", Cmd: "⌘" };

/** In which order keys that are held are named; others come after them. */
const held = Object.keys(macSigns);
const rankOf = (name: string) => (held.includes(name) ? held.indexOf(name) : held.length);

/** What can be done with keys: a dialog. */
export class AttentionShortcuts extends AttentionElement {
  /** What the page around does with keys. */
  @property({ attribute: false }) pageKeys: ShortcutGroup | undefined;

  @query("dialog") private dialog!: HTMLDialogElement;
  private readonly isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

  static override styles = [
    super.styles,
    controls,
    css`
      dialog {
        width: min(46rem, calc(100vw - 1rem));
        max-height: calc(100dvh - 2rem);
        padding: 1rem 1.25rem 1.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font-size: 0.9375rem;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
      h2 {
        font-size: 1.125rem;
        font-weight: 700;
      }
      .groups {
        columns: 18rem;
        column-gap: 2.5rem;
      }
      section {
        padding-top: 0.75rem;
        break-inside: avoid;
      }
      h3 {
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 600;
      }
      dl > div {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        padding-block: 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      dd {
        flex: none;
        color: var(--ink-2);
        white-space: nowrap;
      }
      kbd {
        display: inline-block;
        min-width: 1.5rem;
        padding: 0 0.375rem;
        border: 1px solid var(--line);
        border-radius: 3px;
        background: var(--sunken);
        color: var(--ink);
        font: 0.8125rem / 1.5 var(--sans);
        text-align: center;
      }
    `,
  ];

  async open(): Promise<void> {
    // The language of the page may have changed since.
    this.requestUpdate();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private get words() {
    return settingsMessages[this.locale];
  }

  protected override render() {
    const { words, pageKeys } = this;
    const { keys } = settingsOf(this.ownerDocument);
    const groups = [...editorShortcuts(this.isMac, keys), ...(pageKeys ? [pageKeys] : [])];
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${words.shortcuts}</h2>
        <form method="dialog"><button class="button quiet">${words.close}</button></form>
      </header>
      ${keys === "standard" ? "" : html`<p>${words.otherKeys(words.keySets[keys])}</p>`}
      <div class="groups" tabindex="0" role="group" aria-labelledby="title">${groups.map((group) => this.group(group))}</div>
    </dialog>`;
  }

  private group({ title, shortcuts }: ShortcutGroup) {
    return html`<section>
      <h3>${say(title, this.locale)}</h3>
      <dl>${shortcuts.map((shortcut) => this.row(shortcut))}</dl>
    </section>`;
  }

  private row({ keys, what }: Shortcut) {
    const [first, second] = keys.map((key) => this.chord(key));
    return html`<div><dt>${say(what, this.locale)}</dt><dd>${first}${second ? html` ${this.words.thereafter} ${second}` : ""}</dd></div>`;
  }

  /** `Mod-Shift-Enter` as keys to press at once. */
  private chord(chord: string) {
    const names = chord
      .split(/-(?=.)/)
      .map((name) => (name === "Mod" ? (this.isMac ? "Cmd" : "Ctrl") : name))
      .sort((a, b) => rankOf(a) - rankOf(b));
    const signOf = (name: string) =>
      (this.isMac ? macSigns[name] : undefined) ?? signs[name] ?? (name.length === 1 ? name.toUpperCase() : name);
    return names.map((name, at) => html`${at > 0 ? " " : ""}<kbd>${signOf(name)}</kbd>`);
  }
}

define("attention-shortcuts", AttentionShortcuts);

declare global {
  interface HTMLElementTagNameMap {
    "attention-shortcuts": AttentionShortcuts;
  }
}
