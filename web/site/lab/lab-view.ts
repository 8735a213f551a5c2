import { css, html, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import "../../elements/lab/attention-lab.js";
import { labNames } from "../../elements/lab/lab-name.js";
import { SiteElement } from "../site-element.js";
import { labWords } from "../words/lab.js";
import { createLabMemory } from "./lab-memory.js";

/** The lab: the list of experiments, or one of them. */
export class DojoLab extends SiteElement {
  /** Which lab is open; empty: the list. */
  @property() name = "";
  /** What a link says of its settings. */
  @property() settings = "";

  private readonly memory = createLabMemory();

  static override styles = [
    super.styles,
    css`
      :host {
        --attention-sticky-top: 5rem;
        display: block;
        max-width: 72rem;
      }
      @media (max-width: 54rem) {
        :host {
          --attention-sticky-top: 1rem;
        }
      }
      .lead {
        max-width: 44rem;
        margin: 0.5rem 0 1.5rem;
        color: var(--ink-2);
      }
      ol {
        display: grid;
        gap: 0;
        padding: 0;
        list-style: none;
        border-top: 1px solid var(--line);
      }
      li {
        border-bottom: 1px solid var(--line);
      }
      li a {
        display: grid;
        gap: 0.125rem;
        padding: 0.875rem 0;
        color: inherit;
        text-decoration: none;
      }
      li a:hover strong {
        text-decoration: underline;
      }
      li strong {
        color: var(--accent);
        font-size: 1.0625rem;
      }
      li span {
        max-width: 44rem;
        color: var(--ink-2);
      }
      .back {
        display: inline-block;
        margin-bottom: 0.5rem;
        color: var(--ink-2);
      }
    `,
  ];

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("name") && !changed.has("lang")) return;
    const { title, labs } = labWords[this.locale];
    const name = labNames.find((known) => known === this.name);
    this.dispatchEvent(
      new CustomEvent("dojo-title", { detail: name ? labs[name].title : title, bubbles: true, composed: true }),
    );
  }

  /** The address says what is shown, so that a reload, a bookmark and Back find it again. */
  private follow({ detail }: CustomEvent<{ readonly settings: string }>): void {
    const query = detail.settings ? `?${detail.settings}` : "";
    history.replaceState(history.state, "", `#/lab/${this.name}${query}`);
  }

  private readonly linkOf = (settings: string): string =>
    `${location.href.split("#")[0]}#/lab/${this.name}${settings ? `?${settings}` : ""}`;

  protected override render() {
    const words = labWords[this.locale];
    const name = labNames.find((known) => known === this.name);
    if (!name) {
      return html`<h1 tabindex="-1">${words.title}</h1>
        <p class="lead">${words.lead}</p>
        <ol>${labNames.map(
          (known) =>
            html`<li><a href="#/lab/${known}"><strong>${words.labs[known].title}</strong><span>${words.labs[known].about}</span></a></li>`,
        )}</ol>`;
    }
    return html`<a class="back" href="#/lab">${words.all}</a>
      <h1 tabindex="-1">${words.labs[name].title}</h1>
      <p class="lead">${words.labs[name].about}</p>
      <attention-lab
        lang=${this.locale}
        name=${name}
        .settings=${this.settings}
        .memory=${this.memory}
        .linkOf=${this.linkOf}
        @attention-lab-change=${this.follow}
      ></attention-lab>`;
  }
}

define("dojo-lab", DojoLab);
