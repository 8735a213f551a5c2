import { html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import { needOf } from "../../../lab/tiles/fast-memory.js";
import { type Growth, growthOf, growthOptions } from "../../../lab/tiles/tile-prediction.js";
import {
  defaultSettings,
  largePlanOf,
  readSettings,
  type TileSettings,
  writeSettings,
} from "../../../lab/tiles/tile-settings.js";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";
import { labMessages } from "../shared/lab-text.js";
import "../shared/attention-prediction.js";
import "./attention-tile-count.js";
import "./attention-tile-stepper.js";
import { notFit, outcome, question } from "./tiles-sentences.js";
import { tilesStyles } from "./tiles-styles.js";
import { tilesMessages } from "./tiles-text.js";

/** Between two settings that the page is told. */
const tellMs = 400;

const exercises = ["online-states", "tiled-attention", "merge-attention", "sliding-window-attention"] as const;

/** FlashAttention step by step, and the bytes that it moves against plain attention. */
export class AttentionLabTiles extends LabElement {
  readonly name = "tiles";

  @state() private chosen: TileSettings = defaultSettings;
  @state() private copied: "yes" | "no" | null = null;

  private growth: { readonly key: string; readonly value: Growth } | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;

  static override styles = [super.styles, tilesStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.telling);
    this.telling = undefined;
  }

  protected takeSettings(settings: URLSearchParams): void {
    this.chosen = readSettings(settings);
  }

  protected giveSettings(): URLSearchParams {
    return writeSettings(this.chosen);
  }

  /** All that this lab keeps are its settings. */
  protected takeWork(_work: unknown): void {}

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const plan = largePlanOf(this.chosen);
    const key = JSON.stringify(plan);
    if (this.growth?.key !== key) this.growth = { key, value: growthOf(plan) };
  }

  private set(changes: Partial<TileSettings>): void {
    this.chosen = { ...this.chosen, ...changes };
    this.copied = null;
    this.tell();
  }

  /** A slider gives dozens of values in a second; browsers refuse a page that changes its address so often. */
  private tell(): void {
    if (this.telling !== undefined) return;
    this.changed();
    this.telling = setTimeout(() => {
      this.telling = undefined;
      this.changed();
    }, tellMs);
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.link ?? "");
      this.copied = "yes";
    } catch {
      this.copied = "no";
    }
  }

  private get words() {
    return tilesMessages[this.locale];
  }

  /** What came of the prediction; null before. */
  private get outcome(): string | null {
    const { words, chosen, prediction, growth } = this;
    if (prediction === null || !growth) return null;
    const plan = largePlanOf(chosen);
    const need = needOf(plan, chosen.bytes);
    if (need.bytes > chosen.large.memory) return notFit(need, chosen.large.memory, words);
    return outcome(plan, growth.value, chosen.bytes, prediction, words);
  }

  private predictionCard() {
    const { words, chosen } = this;
    return html`<attention-prediction
      lang=${this.locale}
      .question=${question(largePlanOf(chosen), words)}
      .options=${growthOptions.map((value) => ({ value, label: words.options[value] }))}
      .prediction=${this.prediction}
      .outcome=${this.outcome}
      @attention-predict=${({ detail }: CustomEvent<string>) => this.predict(detail)}
    ></attention-prediction>`;
  }

  private foot() {
    const { words, copied } = this;
    const lab = labMessages[this.locale];
    if (!this.linkOf) return nothing;
    return html`<div class="foot">
      <strong>${words.exercises}</strong>
      ${exercises.map((slug) => html`<a href="#/exercise/${slug}">${words.exerciseNames[slug]}</a>`)}
      <button class="button quiet" @click=${this.copy}>${copied === "yes" ? lab.copied : lab.copyLink}</button>
      ${copied === "no" ? html`<p role="alert">${lab.copyFailed} <code>${this.link}</code></p>` : nothing}
    </div>`;
  }

  protected override render() {
    if (!this.isOpen) return nothing;
    const { chosen, locale } = this;
    const tellsBytes = this.prediction !== null;
    const take = ({ detail }: CustomEvent<Partial<TileSettings>>) => this.set(detail);
    return html`<div class="lab">
      ${this.predictionCard()}
      <attention-tile-stepper lang=${locale} .settings=${chosen} .tellsBytes=${tellsBytes} @tiles-change=${take}></attention-tile-stepper>
      <attention-tile-count lang=${locale} .settings=${chosen} .tellsBytes=${tellsBytes} @tiles-change=${take}></attention-tile-count>
      ${this.foot()}
    </div>`;
  }
}

define("attention-lab-tiles", AttentionLabTiles);
