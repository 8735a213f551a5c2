import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";
import "./copy-button.js";

/** A button to copy, above the block of code that the page holds in it. */
export class DojoCode extends SiteElement {
  /** The name of the file that the code is. */
  @property() name = "";

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        position: relative;
      }
      .name {
        margin-bottom: 0.25rem;
        color: var(--ink-3);
        font: 0.8125rem / 1.4 var(--mono);
      }
      dojo-copy-button {
        position: absolute;
        top: 0.4375rem;
        inset-inline-end: 0.4375rem;
        opacity: 0;
        transition: opacity 120ms;
      }
      .named dojo-copy-button {
        top: 1.9375rem;
      }
      :host(:hover) dojo-copy-button,
      :host(:focus-within) dojo-copy-button {
        opacity: 1;
      }
      @media (hover: none) {
        dojo-copy-button {
          opacity: 1;
        }
      }
    `,
  ];

  protected override render() {
    return html`<div class=${this.name ? "named" : ""}>
      ${this.name ? html`<p class="name">${this.name}</p>` : nothing}
      <slot></slot>
      <dojo-copy-button .source=${this.querySelector("pre")}></dojo-copy-button>
    </div>`;
  }
}

define("dojo-code", DojoCode);
