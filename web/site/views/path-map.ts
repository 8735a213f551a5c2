import { css, html, svg, unsafeCSS } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { type Track, tracks } from "../../format/index.js";
import type { Counts } from "../path/counts.js";
import { SiteElement } from "../site-element.js";
import { pathWords } from "../words/path.js";

/** Column and row of a track, from 1, and what leads to it. The first two stand between the rows. */
const places: Readonly<Record<Track, { readonly at: readonly [number, number]; readonly from: readonly Track[] }>> = {
  numerics: { at: [1, 2.5], from: [] },
  core: { at: [2, 2.5], from: ["numerics"] },
  positions: { at: [3, 1], from: ["core"] },
  inference: { at: [4, 1], from: ["positions"] },
  efficiency: { at: [4, 2], from: ["inference"] },
  backward: { at: [3, 2], from: ["core"] },
  blocks: { at: [3, 3], from: ["core"] },
  training: { at: [4, 3], from: ["blocks"] },
  vision: { at: [3, 4], from: ["core"] },
  bugs: { at: [4, 4], from: [] },
};

const [columns, rows] = [4, 4];

/** Two lines of the grid for each row, so that a station may stand between two. */
const cells = Object.entries(places).map(
  ([track, { at }]) => `.${track} { grid-column: ${at[0]}; grid-row: ${at[1] * 2 - 1} / span 2 }`,
);

/** The tracks as a map: what leads to what, and how much of each is solved. Fires `dojo-track` (detail: the track). */
export class DojoPathMap extends SiteElement {
  @property({ attribute: false }) counts: ReadonlyMap<Track, Counts> = new Map();

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        position: relative;
      }
      svg {
        display: none;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9.25rem, 1fr));
        gap: 0.375rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.25rem 0.75rem;
        width: 100%;
        min-height: var(--target);
        padding: 0.4375rem 0.75rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: start;
        cursor: pointer;
      }
      button:hover {
        border-color: var(--ink-3);
      }
      .name {
        overflow: hidden;
        font-size: 0.9375rem;
        font-weight: 600;
        line-height: 1.4;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .count {
        color: var(--ink-3);
        font-size: 0.8125rem;
        line-height: 1.625;
        font-variant-numeric: tabular-nums;
      }
      progress {
        grid-column: 1 / -1;
        width: 100%;
        height: 3px;
        border: 0;
        border-radius: 2px;
        appearance: none;
        background: var(--line);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: none;
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      @media (min-width: 56rem) {
        svg {
          display: block;
          position: absolute;
          inset: 0;
          width: 100%;
          height: 100%;
          overflow: visible;
          pointer-events: none;
        }
        path {
          fill: none;
          stroke: var(--line-strong);
          stroke-width: 1;
          vector-effect: non-scaling-stroke;
        }
        ol {
          position: relative;
          grid-template-columns: repeat(4, minmax(0, 1fr));
          grid-template-rows: repeat(8, 1.9375rem);
          gap: 0 3rem;
        }
        li {
          display: grid;
          align-items: center;
        }
        ${unsafeCSS(cells.join("\n"))}
      }
    `,
  ];

  protected override render() {
    const drawn = tracks.filter((track) => this.counts.has(track));
    return html`
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${drawn.flatMap((track) =>
        places[track].from.map((before) => svg`<path d=${wayOf(before, track)} />`),
      )}</svg>
      <ol aria-label=${pathWords[this.locale].map}>${drawn.map((track) => this.station(track))}</ol>`;
  }

  private station(track: Track) {
    const { solved, total } = this.counts.get(track) as Counts;
    const words = pathWords[this.locale];
    return html`<li class=${track}><button
      @click=${() => this.dispatchEvent(new CustomEvent("dojo-track", { detail: track }))}
    ><span class="name">${this.text.tracks[track]}</span><span class="count" aria-label=${words.solvedOf(solved, total)}>${solved}/${total}</span>
      <progress aria-hidden="true" value=${solved} max=${total}></progress></button></li>`;
  }
}

/** From the middle of one station to that of another, in hundredths; the stations cover their own ends. */
function wayOf(from: Track, to: Track): string {
  const [[x1, y1], [x2, y2]] = [middle(from), middle(to)];
  const bend = (x1 + x2) / 2;
  return x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
}

const middle = (track: Track): readonly [number, number] => {
  const [column, row] = places[track].at;
  return [((column - 0.5) / columns) * 100, ((row - 0.5) / rows) * 100];
};

define("dojo-path-map", DojoPathMap);
