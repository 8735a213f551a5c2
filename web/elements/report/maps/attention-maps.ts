import { css, html } from "lit";
import { property, state } from "lit/decorators.js";
import { defaultLanguage, type Language, type Picture, say } from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import type { Drawing } from "../cases/pictures.js";
import { heatmapOf, pictureHeading } from "./heatmap-of.js";

/** The heat maps of a case. Fires `select` (detail: the leading index) where the output that is compared is to show another slice. */
export class AttentionMaps extends AttentionElement {
  @property({ attribute: false }) drawn: readonly Drawing[] = [];
  @property() language: Language = defaultLanguage;
  /** Name of the output that is compared, and its leading index. */
  @property() chosen = "";
  @property({ attribute: false }) selection: readonly number[] = [];

  /** Of pictures of other outputs: their own leading index, shared by their maps. */
  @state() private pictured: ReadonlyMap<Picture, readonly number[]> = new Map();

  static override styles = [
    super.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        min-width: 0;
      }
      h3 {
        margin-bottom: 0.5rem;
        font-size: 0.875rem;
        font-weight: 650;
      }
      h3 small {
        margin-inline-start: 0.5rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .maps {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 2.25rem;
      }
      .maps > * {
        min-width: 9.5rem;
        max-width: 100%;
      }
    `,
  ];

  protected override render() {
    const pictures = [...new Set(this.drawn.map(({ picture }) => picture))];
    return pictures.map((picture) => this.maps(picture));
  }

  private maps(picture: Picture) {
    const followsSelection = picture.of === this.chosen;
    const select = ({ detail: { selection } }: CustomEvent<{ selection: readonly number[] }>) => {
      if (followsSelection) this.dispatchEvent(new CustomEvent("select", { detail: selection }));
      else this.pictured = new Map([...this.pictured, [picture, selection]]);
    };
    const drawn = this.drawn.filter((drawing) => drawing.picture === picture);
    return html`<div role="group" aria-label=${say(picture.title, this.locale)} @attention-select=${select}>
      ${pictureHeading(picture, this.locale)}
      <div class="maps">${drawn.map((drawing) =>
        heatmapOf(drawing, {
          locale: this.locale,
          language: this.language,
          label: this.text[drawing.shows],
          fixed: drawing.shows !== "expected",
          selection: followsSelection ? this.selection : (this.pictured.get(picture) ?? []),
        }),
      )}</div>
    </div>`;
  }
}

define("attention-maps", AttentionMaps);

declare global {
  interface HTMLElementTagNameMap {
    "attention-maps": AttentionMaps;
  }
}
