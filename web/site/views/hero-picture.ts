import { css, html } from "lit";
import { define } from "../../elements/toolkit.js";
import "../../elements/heatmap/attention-heatmap.js";
import { SiteElement } from "../site-element.js";
import { pathWords } from "../words/path.js";

/** Scores of each word with itself and the words before it: an invented head that looks up what "it" stands for. */
const scores = [
  [1.2],
  [0.9, 2.1],
  [0.1, 2.4, 1.3],
  [0.2, 0.9, 2.2, 1.6],
  [0.3, 3.1, 0.4, 0.6, 1.2],
  [0.1, 1.0, 0.8, 0.9, 2.4, 1.1],
  [0.0, 2.3, 1.0, 0.7, 2.6, 1.2, 1.9],
] as const;

const size = scores.length;

const weights = scores.flatMap((row) => {
  const powers = row.map(Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  return Array.from({ length: size }, (_, key) => (powers[key] ?? 0) / sum);
});

const mask = scores.flatMap((_, query) => Array.from({ length: size }, (_, key) => key <= query));

/** The picture on the front page: the heat map element at work. */
export class DojoHeroPicture extends SiteElement {
  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      figcaption {
        margin-top: 0.25rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
    `,
  ];

  protected override render() {
    const { picture, pictureNote, query, key, sentence } = pathWords[this.locale];
    return html`<figure>
      <attention-heatmap
        lang=${this.locale}
        .data=${weights}
        .shape=${[size, size]}
        .mask=${mask}
        .label=${picture}
        .rowTitle=${query}
        .columnTitle=${key}
        .rowLabels=${sentence}
        .columnLabels=${sentence}
      ></attention-heatmap>
      <figcaption>${pictureNote}</figcaption>
    </figure>`;
  }
}

define("dojo-hero-picture", DojoHeroPicture);
