import { figures } from "virtual:attention-dojo-figures";
import { css, html } from "lit";
import { define } from "../../elements/toolkit.js";
import { hrefOf, type Route } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { figuresWords } from "../words/figures.js";

/** What there is, in figures, each with the page that has it. */
export class DojoHeroFigures extends SiteElement {
  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.75rem 2rem;
        list-style: none;
      }
      a,
      p {
        display: block;
        color: inherit;
        text-decoration: none;
      }
      b {
        display: block;
        font-size: clamp(1.375rem, 1.2rem + 0.9vw, 1.75rem);
        font-weight: 720;
        line-height: 1.25;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums;
      }
      span {
        color: var(--ink-2);
        font-size: 0.875rem;
        line-height: 1.4;
      }
      a span {
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
      }
      a:hover span {
        color: var(--accent);
        text-decoration-color: currentcolor;
      }
    `,
  ];

  protected override render() {
    const words = figuresWords[this.locale];
    const { exercises, questions, speed } = figures;
    const mistakes = figures.mistakes.toLocaleString("en");
    const linked = (route: Route, figure: number | string, what: string) =>
      html`<li><a href=${hrefOf(route)}><b>${figure}</b> <span>${what}</span></a></li>`;
    return html`<ul aria-label=${words.label}>
      <li><p><b>${exercises}</b> <span>${words.exercises}</span></p></li>
      ${linked({ view: "questions" }, questions, words.questions)}
      ${linked({ view: "docs", path: ["matrix"] }, mistakes, words.mistakes)}
      ${linked({ view: "docs", path: ["speed"] }, words.times(speed), words.speed)}
    </ul>`;
  }
}

define("dojo-hero-figures", DojoHeroFigures);
