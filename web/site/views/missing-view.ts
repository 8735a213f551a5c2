import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";

/** What is shown at an address where there is nothing. */
export class DojoMissingView extends SiteElement {
  /** The exercise looked for, where it was one. */
  @property() exercise = "";
  /** What is said instead, and where the button leads. */
  @property({ attribute: false }) sentence = "";
  @property({ attribute: false }) back = { label: "", href: "#/" };

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 40rem;
        margin: 0 auto;
        padding-block: 4rem;
      }
      h1 {
        margin: 0 0 0.5rem;
        font-size: 2rem;
        letter-spacing: -0.02em;
      }
      p {
        margin-bottom: 1.5rem;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { missing } = this.words;
    return html`<h1 tabindex="-1">${missing.title}</h1>
      <p>${this.sentence || (this.exercise ? missing.exercise(this.exercise) : missing.text)}</p>
      <a class="button" href=${this.back.href}>${this.back.label || missing.back}</a>`;
  }
}

define("dojo-missing-view", DojoMissingView);
