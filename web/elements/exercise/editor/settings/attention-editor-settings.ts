import { css, html, nothing, type PropertyValues } from "lit";
import { AttentionElement } from "../../../shared/base.js";
import { define } from "../../../shared/define.js";
import { controls } from "../../../shared/styles/controls.js";
import type { EditorSettings } from "../../chosen-settings.js";
import { chooseSettings, keySets, otherKeysOf, settingsOf, sizes } from "./editor-settings.js";
import { settingsMessages } from "./settings-text.js";

/** How code is shown and written: a popover under the button that opens it, for all editors of the page. */
export class AttentionEditorSettings extends AttentionElement {
  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        position: absolute;
        inset: auto;
        width: min(20rem, calc(100vw - 1rem));
        margin: 0;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 4px 16px rgb(0 0 0 / 0.16);
        font-size: 0.9375rem;
      }
      h2 {
        margin-bottom: 0.25rem;
        font-size: 1rem;
        font-weight: 700;
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        min-height: max(2.5rem, var(--target));
      }
      .steps {
        display: flex;
        align-items: center;
        gap: 0.25rem;
      }
      .steps button {
        min-width: max(2rem, var(--target));
        min-height: max(2rem, var(--target));
        padding: 0;
        font-size: 1.125rem;
      }
      output {
        min-width: 3.5rem;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      .steps label {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        min-height: var(--target);
        padding-inline: 0.25rem;
      }
      .link {
        min-height: max(2.25rem, var(--target));
      }
      input {
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        flex: none;
        accent-color: var(--accent);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener("attention-editor-settings", this.follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener("attention-editor-settings", this.follow);
  }

  /** Opens under its button, and closes by it: what opens and closes later is the browser's. */
  async openAt(button: HTMLButtonElement): Promise<void> {
    this.popover = "auto";
    button.popoverTargetElement = this;
    this.addEventListener("toggle", ({ newState }) => {
      if (newState === "open") void this.show(button);
    });
    this.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "closed" && this.matches(":focus-within")) button.focus();
    });
    await this.updateComplete;
    this.showPopover();
  }

  private async show(button: HTMLElement): Promise<void> {
    // The language of the page may have changed since.
    this.requestUpdate();
    this.place(button.getBoundingClientRect());
    await this.focusOn(".row :is(button, input)");
  }

  /** Under the button, as far to the right as it is, and within the window. */
  private place({ right, bottom }: DOMRect): void {
    const { clientWidth } = this.ownerDocument.documentElement;
    const left = Math.max(8, Math.min(right, clientWidth - 8) - this.offsetWidth);
    this.style.left = `${left + scrollX}px`;
    this.style.top = `${bottom + 4 + scrollY}px`;
  }

  private readonly follow = (): void => this.requestUpdate();

  private get words() {
    return settingsMessages[this.locale];
  }

  private choose(change: Partial<EditorSettings>): void {
    chooseSettings(this.ownerDocument, change);
  }

  protected override updated(_: PropertyValues): void {
    this.role = "dialog";
    this.ariaLabel = this.words.title;
  }

  protected override render() {
    const { words } = this;
    const { wrap } = settingsOf(this.ownerDocument);
    return html`
      <h2>${words.title}</h2>
      ${this.sizeRow()}
      <label class="row">${words.wrap}
        <input type="checkbox" .checked=${wrap} @change=${(event: Event) =>
          this.choose({ wrap: (event.target as HTMLInputElement).checked })} /></label>
      ${otherKeysOf(this.ownerDocument) ? this.keysRow() : nothing}
      <button class="link" @click=${this.showShortcuts}>${words.shortcuts}</button>
    `;
  }

  private keysRow() {
    const { words } = this;
    const { keys } = settingsOf(this.ownerDocument);
    return html`<div class="row" role="radiogroup" aria-label=${words.keys}>${words.keys}
      <span class="steps">${keySets.map(
        (one) => html`<label><input type="radio" name="keys" .checked=${one === keys}
          @change=${() => this.choose({ keys: one })} />${words.keySets[one]}</label>`,
      )}</span></div>`;
  }

  private async showShortcuts(): Promise<void> {
    const { openShortcuts } = await import("./open-shortcuts.js");
    // The focus goes to the button, and comes back to it.
    this.hidePopover();
    await openShortcuts(this.getRootNode() as ShadowRoot);
  }

  private sizeRow() {
    const { words } = this;
    const { size } = settingsOf(this.ownerDocument);
    const at = sizes.indexOf(size);
    const step = (by: 1 | -1, label: string, sign: string) => {
      const next = sizes[at + by];
      return html`<button class="button" aria-label=${label} aria-disabled=${next === undefined}
        @click=${() => next && this.choose({ size: next })}>${sign}</button>`;
    };
    return html`<div class="row" role="group" aria-label=${words.size}>${words.size}
      <span class="steps">${step(-1, words.smaller, "−")}<output>${size} %</output>${step(1, words.larger, "+")}</span></div>`;
  }
}

define("attention-editor-settings", AttentionEditorSettings);

declare global {
  interface HTMLElementTagNameMap {
    "attention-editor-settings": AttentionEditorSettings;
  }
}
