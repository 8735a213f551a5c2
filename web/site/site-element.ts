import { type CSSResultGroup, css } from "lit";
import { AttentionElement, controls } from "../elements/toolkit.js";
import { type SiteMessages, siteMessages } from "./text.js";

/** What the views share: the page's words beside the elements'. */
export abstract class SiteElement extends AttentionElement {
  static override styles: CSSResultGroup = [
    AttentionElement.styles,
    controls,
    css`
      h1:focus {
        outline: none;
      }
    `,
  ];

  /** Moves the focus to the heading, where reading begins when a view has been opened. Tells whether there is one. */
  async focusHeading(): Promise<boolean> {
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>("h1");
    heading?.focus({ preventScroll: true });
    return heading !== null;
  }

  /** Moves the focus to the link of this address. Tells whether there is one. */
  async focusLink(href: string): Promise<boolean> {
    await this.updateComplete;
    const link = this.renderRoot.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`);
    link?.focus({ preventScroll: true });
    return link !== null;
  }

  protected get words(): SiteMessages {
    return siteMessages[this.locale];
  }
}
