import { html, nothing, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { TilePlan } from "../../../lab/tiles/tile-plan.js";
import { fewKeys, type Purchase, purchases, type Reading, readingOf } from "../../../lab/tiles/tile-reading.js";
import {
  bytesChoices,
  defaultSettings,
  largeChoices,
  largePlanOf,
  type Scale,
  type TileSettings,
} from "../../../lab/tiles/tile-settings.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";
import "./attention-tile-bytes.js";
import { fitProblem, scaleFields } from "./tiles-fields.js";
import { formatBytes, formatCount, formatFactor } from "./tiles-format.js";
import { reading } from "./tiles-sentences.js";
import { tilesStyles } from "./tiles-styles.js";
import { tilesMessages } from "./tiles-text.js";

interface Count {
  readonly key: string;
  readonly plan: TilePlan;
  readonly reading: Reading;
  readonly bought: readonly (Purchase | undefined)[];
}

function countOf(settings: TileSettings, key: string): Count {
  const { bytes, large } = settings;
  const plan = largePlanOf(settings);
  const bought = purchases(plan, bytes, largeChoices.memory);
  return { key, plan, reading: readingOf(plan, bytes, large.memory), bought };
}

/** Bytes counted at the size of a model. Fires `tiles-change` (detail: settings that change). */
export class AttentionTileCount extends AttentionElement {
  @property({ attribute: false }) settings: TileSettings = defaultSettings;
  /** Whether the bytes may be told: not before the learner has predicted. */
  @property({ attribute: false }) tellsBytes = false;

  private count: Count | undefined;

  static override styles = [LabElement.styles, tilesStyles];

  protected override willUpdate(_changed: PropertyValues): void {
    const { large, bytes, mask } = this.settings;
    const key = JSON.stringify([large, bytes, mask]);
    if (this.count?.key !== key) this.count = countOf(this.settings, key);
  }

  private tell(detail: Partial<TileSettings>): void {
    this.dispatchEvent(new CustomEvent("tiles-change", { detail }));
  }

  private setScale(changes: Partial<Scale>): void {
    this.tell({ large: { ...this.settings.large, ...changes } });
  }

  private get words() {
    return tilesMessages[this.locale];
  }

  private bytesField() {
    const { words, settings } = this;
    const take = (event: Event) => this.tell({ bytes: Number((event.target as HTMLSelectElement).value) });
    return html`<label class="field">${words.bytesOfNumber}
      <select .value=${String(settings.bytes)} @change=${take}>${bytesChoices.map((bytes) => html`<option value=${bytes} ?selected=${bytes === settings.bytes}>${words.bytesChoice[bytes]}</option>`)}</select>
    </label>`;
  }

  private fields() {
    const { words, settings } = this;
    return html`<fieldset class="settings" aria-label=${words.settingsLarge}>
      ${scaleFields(settings.large, largeChoices, settings.mask, words, (changes) => this.setScale(changes))}
      ${this.bytesField()}
    </fieldset>`;
  }

  private problem({ plan, reading: { need } }: Count) {
    const { bytes, large } = this.settings;
    const fit = { plan, need, bytesPerNumber: bytes, memory: large.memory, choices: largeChoices };
    return fitProblem(fit, this.words, (changes) => this.setScale(changes));
  }

  private sentences({ plan, reading: counted }: Count) {
    const { words, settings } = this;
    return html`<h4>${words.reading}</h4>
      <ul class="reading">${reading(plan, counted, settings.bytes, words).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  }

  private counted(count: Count) {
    const { words, settings } = this;
    return html`<attention-tile-bytes lang=${this.locale} .reading=${count.reading} .bytesPerNumber=${settings.bytes}></attention-tile-bytes>
      ${count.reading.fits ? this.sentences(count) : nothing}
      ${this.memoryTable(count)}
      <details><summary>${words.model}</summary><ul>${words.modelText.map((text) => html`<li>${text}</li>`)}</ul></details>`;
  }

  private memoryTable({ bought }: Count) {
    const { words } = this;
    const { memory, block, moved, bound } = words.memoryColumns;
    return html`<details>
      <summary>${words.memoryTable}</summary>
      <p class="quiet">${words.memoryTableNote(String(fewKeys))}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.memoryTable}><table>
        <thead><tr>${[memory, block, moved, bound].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${bought.map((it, i) => {
          const name = html`<th scope="row">${formatBytes(largeChoices.memory[i] ?? 0)}</th>`;
          if (!it) return html`<tr>${name}<td colspan="3">${words.fitsNone}</td></tr>`;
          const ofBound = it.ofBound === undefined ? "M > N d" : formatFactor(it.ofBound);
          return html`<tr>${name}<td>${formatCount(it.blockQ)}</td><td>${formatBytes(it.bytes)}</td><td>${ofBound}</td></tr>`;
        })}</tbody>
      </table></div>
    </details>`;
  }

  protected override render() {
    const { words, count } = this;
    if (!count) return nothing;
    return html`<section aria-labelledby="count">
      <h3 id="count">${words.count}</h3>
      <p class="lead">${words.countNote}</p>
      ${this.fields()}
      ${count.reading.fits ? nothing : this.problem(count)}
      ${this.tellsBytes ? this.counted(count) : html`<p class="note">${words.hiddenUntilPredicted}</p>`}
    </section>`;
  }
}

define("attention-tile-count", AttentionTileCount);
