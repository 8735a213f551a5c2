import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import type { Item } from "../review/item.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { Trouble } from "../storage/trouble.js";
import { troubleWords } from "../words/troubles.js";

/** Says what is wrong with the storage, and leads to where it can be put right. */
export class DojoTroubleBar extends SiteElement {
  @property({ attribute: false }) troubles: ReadonlySet<Trouble> = new Set();
  /** Of what is in front nothing is saved: a newer version of the page has. */
  @property({ attribute: false }) newer: Item["kind"] | null = null;

  static override styles = [
    super.styles,
    css`
      p {
        margin-bottom: 0.5rem;
        padding: 0.5rem 1rem;
        border-radius: var(--radius);
        background: var(--warn-wash);
        color: var(--warn);
        font-size: 0.875rem;
      }
      a {
        color: inherit;
        font-weight: 600;
      }
      @media print {
        p {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const words = troubleWords[this.locale];
    return html`<div role="status">${[...this.troubles].map(
      (trouble) =>
        html`<p>${trouble === "newer" && this.newer ? words.newerHere[this.newer] : words[trouble]} <a href=${hrefOf({ view: "work" })}>${words.work}</a></p>`,
    )}</div>`;
  }
}

define("dojo-trouble-bar", DojoTroubleBar);
