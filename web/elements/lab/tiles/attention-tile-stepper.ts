import { html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { type Need, needOf } from "../../../lab/tiles/fast-memory.js";
import { type TileMask, type TileOrder, type TilePlan, tileMasks, tileOrders } from "../../../lab/tiles/tile-plan.js";
import { type Progress, progressAt, queriesAt } from "../../../lab/tiles/tile-progress.js";
import {
  defaultSettings,
  mostSeed,
  planOf,
  type Scale,
  smallBytes,
  smallChoices,
  type TileSettings,
} from "../../../lab/tiles/tile-settings.js";
import { attendWhole, drawInputs, runTiles, type TileRun } from "../../../lab/tiles/tile-steps.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";
import { labMessages } from "../shared/lab-text.js";
import "./attention-tile-map.js";
import type { TilePick } from "./attention-tile-map.js";
import "./attention-tile-memory.js";
import "./attention-tile-row.js";
import { fitProblem, scaleFields } from "./tiles-fields.js";
import { backIcon, endIcon, forwardIcon, pauseIcon, playIcon, startIcon } from "./tiles-icons.js";
import { happening, movedSoFar, moving } from "./tiles-sentences.js";
import { slider } from "./tiles-slider.js";
import { tilesStyles } from "./tiles-styles.js";
import { tilesMessages } from "./tiles-text.js";

/** Between two steps while it plays. */
const playMs = 1100;

/** The run of a plan, and how far its output is from one softmax over each row. */
interface Figure {
  readonly key: string;
  readonly plan: TilePlan;
  readonly need: Need;
  readonly run: TileRun;
  readonly difference: number;
}

function figureOf(settings: TileSettings, key: string): Figure {
  const plan = planOf(settings);
  const inputs = drawInputs(plan, settings.seed);
  const run = runTiles(plan, settings.order, inputs);
  const whole = attendWhole(plan, inputs).flat();
  const distance = (value: number, i: number) => Math.abs(value - (whole[i] as number));
  const difference = run.out.flat().reduce((most, value, i) => Math.max(most, distance(value, i)), 0);
  return { key, plan, need: needOf(plan, smallBytes), run, difference };
}

/** FlashAttention in small, step by step. Fires `tiles-change` (detail: settings that change). */
export class AttentionTileStepper extends AttentionElement {
  @property({ attribute: false }) settings: TileSettings = defaultSettings;
  /** Whether the bytes may be told: not before the learner has predicted. */
  @property({ attribute: false }) tellsBytes = false;

  @state() private isPlaying = false;

  private figure: Figure | undefined;
  private playing: ReturnType<typeof setInterval> | undefined;

  static override styles = [LabElement.styles, tilesStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopPlaying();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { small, mask, order, seed } = this.settings;
    const key = JSON.stringify([small, mask, order, seed]);
    if (this.figure?.key === key) return;
    this.stopPlaying();
    this.figure = figureOf(this.settings, key);
  }

  private tell(detail: Partial<TileSettings>): void {
    this.dispatchEvent(new CustomEvent("tiles-change", { detail }));
  }

  /** Other tiles begin at the first step. */
  private begin(changes: Partial<TileSettings>): void {
    this.tell({ ...changes, step: 0 });
  }

  private setScale(changes: Partial<Scale>): void {
    const small = { ...this.settings.small, ...changes };
    this.begin({ small, row: Math.min(this.settings.row, small.length - 1) });
  }

  private get last(): number {
    return (this.figure?.run.steps.length ?? 1) - 1;
  }

  private get index(): number {
    return Math.min(this.settings.step, this.last);
  }

  private get doesFit(): boolean {
    return (this.figure?.need.bytes ?? 0) <= this.settings.small.memory;
  }

  private go(step: number): void {
    this.tell({ step: Math.min(Math.max(step, 0), this.last) });
  }

  /** Goes where the learner asks, who from then on leads. */
  private lead(step: number): void {
    this.stopPlaying();
    if (this.doesFit) this.go(step);
  }

  private togglePlaying(): void {
    if (this.isPlaying) {
      this.stopPlaying();
      return;
    }
    if (!this.doesFit) return;
    this.isPlaying = true;
    this.go(this.index === this.last ? 0 : this.index + 1);
    this.playing = setInterval(() => {
      if (this.index === this.last) this.stopPlaying();
      else this.go(this.index + 1);
    }, playMs);
  }

  private stopPlaying(): void {
    clearInterval(this.playing);
    this.playing = undefined;
    this.isPlaying = false;
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: this.index - 1,
      ArrowRight: this.index + 1,
      Home: 0,
      End: this.last,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.lead(step);
  }

  private pickTile({ detail }: CustomEvent<TilePick>): void {
    const at = this.figure?.run.steps.findIndex(({ event }) => {
      return event.kind === "tile" && event.queryBlock === detail.queryBlock && event.keyBlock === detail.keyBlock;
    });
    if (at !== undefined && at >= 0) this.lead(at);
  }

  private get words() {
    return tilesMessages[this.locale];
  }

  private maskField() {
    const { words, settings } = this;
    const take = (event: Event) => this.begin({ mask: (event.target as HTMLSelectElement).value as TileMask });
    return html`<label class="field">${words.mask}
      <select .value=${settings.mask} @change=${take}>${tileMasks.map((mask) => html`<option value=${mask} ?selected=${mask === settings.mask}>${words.masks[mask]}</option>`)}</select>
    </label>`;
  }

  private orderField() {
    const { words, settings } = this;
    const take = (event: Event) => this.begin({ order: (event.target as HTMLSelectElement).value as TileOrder });
    return html`<label class="field wide">${words.order}
      <select .value=${settings.order} @change=${take}>${tileOrders.map((order) => html`<option value=${order} ?selected=${order === settings.order}>${words.orders[order]}</option>`)}</select>
    </label>`;
  }

  private seedField() {
    const take = (event: Event) => {
      const field = event.target as HTMLInputElement;
      const seed = Math.min(Math.max(Math.trunc(field.valueAsNumber) || 0, 0), mostSeed);
      // Where the seed stays as it was, nothing is drawn again.
      field.value = String(seed);
      this.tell({ seed });
    };
    return html`<label class="field">${labMessages[this.locale].seed}
      <input type="number" min="0" max=${mostSeed} step="1" .value=${String(this.settings.seed)} @change=${take} />
    </label>`;
  }

  private fields() {
    const { words, settings } = this;
    return html`<fieldset class="settings" aria-label=${words.settingsSmall}>
      ${scaleFields(settings.small, smallChoices, settings.mask, words, (changes) => this.setScale(changes))}
      ${this.maskField()} ${this.orderField()} ${this.seedField()}
    </fieldset>`;
  }

  private transport() {
    const { words, index, last, isPlaying } = this;
    const off = this.doesFit ? nothing : "true";
    const button = (label: string, icon: unknown, act: () => void, rank = "") =>
      html`<button class="button ${rank}" aria-label=${label} title=${label} aria-disabled=${off} @click=${act}>${icon}</button>`;
    return html`<div class="transport">
      <div class="buttons" role="group" aria-label=${words.step}>
        ${button(words.toStart, startIcon, () => this.lead(0))}
        ${button(words.back, backIcon, () => this.lead(index - 1))}
        ${button(isPlaying ? words.pause : words.play, isPlaying ? pauseIcon : playIcon, () => this.togglePlaying(), "primary")}
        ${button(words.forward, forwardIcon, () => this.lead(index + 1))}
        ${button(words.toEnd, endIcon, () => this.lead(last))}
      </div>
      <div class="track">
        <input type="range" min="0" max=${last} step="1" .value=${String(index)} ?disabled=${!this.doesFit} aria-label=${words.step} aria-valuetext=${words.stepOf(String(index), String(last))} @input=${(event: Event) => this.lead((event.target as HTMLInputElement).valueAsNumber)} />
        <span class="count">${words.stepOf(String(index), String(last))}</span>
      </div>
    </div>`;
  }

  private happeningNow({ plan, run, difference }: Figure, progress: Progress) {
    const { words, settings, index } = this;
    const step = run.steps[index];
    if (!step) return nothing;
    const soFar = this.tellsBytes ? [movedSoFar(plan, progress, smallBytes, words)] : [];
    // While it plays, a voice that reads each step would never come to its end.
    return html`<div class="happening" role="status" aria-live=${this.isPlaying ? "off" : "polite"}>
      <p>${happening(plan, settings.order, step.event, difference, words)}</p>
      <p class="note">${[moving(step, smallBytes, words), ...soFar].join(words.space)}</p>
    </div>`;
  }

  private pictures({ plan, need, run }: Figure, progress: Progress) {
    const { settings, index, locale } = this;
    const step = run.steps[index];
    return html`<div class="pictures">
      <attention-tile-map lang=${locale} .plan=${plan} .progress=${progress} .step=${step} .row=${settings.row} @tile-pick=${this.pickTile}></attention-tile-map>
      <attention-tile-memory lang=${locale} .need=${need} .memory=${settings.small.memory} .bytesPerNumber=${smallBytes} .order=${settings.order} .step=${step} .index=${index} .row=${settings.row}></attention-tile-memory>
    </div>`;
  }

  private rowPanel({ plan, run }: Figure) {
    const { words, settings, index } = this;
    const step = run.steps[index];
    const choices = Array.from({ length: plan.length }, (_, i) => i);
    const take = (row: number) => this.tell({ row });
    return html`<div class="panel">
      ${slider({ label: words.rowToFollow, choices, value: settings.row, say: String, take })}
      <attention-tile-row
        lang=${this.locale}
        .plan=${plan}
        .order=${settings.order}
        .steps=${run.steps}
        .index=${index}
        .row=${settings.row}
        .present=${step && queriesAt(plan, step, settings.order)}
        @row-pick=${({ detail }: CustomEvent<number>) => take(detail)}
      ></attention-tile-row>
    </div>`;
  }

  private shown(figure: Figure) {
    const progress = progressAt(figure.plan, this.settings.order, figure.run.steps, this.index);
    return html`${this.happeningNow(figure, progress)} ${this.pictures(figure, progress)} ${this.rowPanel(figure)}`;
  }

  private problem({ plan, need }: Figure) {
    const { memory } = this.settings.small;
    const fit = { plan, need, bytesPerNumber: smallBytes, memory, choices: smallChoices };
    return fitProblem(fit, this.words, (changes) => this.setScale(changes));
  }

  protected override render() {
    const { words, figure } = this;
    if (!figure) return nothing;
    return html`<section aria-labelledby="figure" @keydown=${this.pressed}>
      <h3 id="figure">${words.figure}</h3>
      ${this.fields()}
      ${this.doesFit ? nothing : this.problem(figure)}
      ${this.transport()}
      ${this.doesFit ? this.shown(figure) : nothing}
      <p class="note">${words.stepKeys}</p>
    </section>`;
  }
}

define("attention-tile-stepper", AttentionTileStepper);
