import { css, html } from "lit";
import { state } from "lit/decorators.js";
import { controls, define } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";
import { offlineWords } from "../words/offline.js";
import { keepOffline, type NewVersion } from "./register.js";

/** Says, quietly, that a new version of the page is there. Nothing changes before the reader asks for it. */
export class DojoNewVersionBar extends SiteElement {
  @state() private version: NewVersion | undefined;

  static override styles = [
    super.styles,
    controls,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        padding: 0.5rem clamp(1rem, 3vw, 2.5rem);
        border-top: 1px solid var(--line);
        background: var(--accent-wash);
        color: var(--ink);
        font-size: 0.875rem;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void keepOffline((version) => {
      this.version = version;
    });
  }

  protected override render() {
    const { version } = this;
    const words = offlineWords[this.locale];
    if (!version) return html`<div role="status"></div>`;
    return html`<div role="status"><p>${words.newVersion}
      <button class="link" @click=${() => version.show()}>${words.reload}</button>
      <button class="link" @click=${this.dismiss}>${words.later}</button></p></div>`;
  }

  private dismiss(): void {
    this.version = undefined;
  }
}

define("dojo-new-version-bar", DojoNewVersionBar);
