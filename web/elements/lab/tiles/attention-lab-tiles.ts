import { html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import { largestBlock, type Need, needOf } from "../../../lab/tiles/fast-memory.js";
import type { TileInputs } from "../../../lab/tiles/row-update.js";
import { type TileMask, type TileOrder, type TilePlan, tileMasks, tileOrders } from "../../../lab/tiles/tile-plan.js";
import { growthOptions } from "../../../lab/tiles/tile-prediction.js";
import { progressAt, queriesAt } from "../../../lab/tiles/tile-progress.js";
import { fewKeys, purchases, readingOf } from "../../../lab/tiles/tile-reading.js";
import {
  bytesChoices,
  defaultSettings,
  largeChoices,
  largePlanOf,
  mostSeed,
  planOf,
  readSettings,
  type Scale,
  smallBytes,
  smallChoices,
  type TileSettings,
  writeSettings,
} from "../../../lab/tiles/tile-settings.js";
import { attendWhole, drawInputs, runTiles, type TileRun } from "../../../lab/tiles/tile-steps.js";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";
import { labMessages } from "../shared/lab-text.js";
import "../shared/attention-prediction.js";
import "./attention-tile-bytes.js";
import "./attention-tile-map.js";
import type { TilePick } from "./attention-tile-map.js";
import "./attention-tile-memory.js";
import "./attention-tile-row.js";
import { formatBytes, formatCount, formatFactor } from "./tiles-format.js";
import { backIcon, endIcon, forwardIcon, pauseIcon, playIcon, startIcon } from "./tiles-icons.js";
import { happening, moving, notFit, outcome, question, reading } from "./tiles-sentences.js";
import { slider } from "./tiles-slider.js";
import { tilesStyles } from "./tiles-styles.js";
import { tilesMessages } from "./tiles-text.js";

/** Between two steps while it plays, and between two settings that the page is told. */
const playMs = 1100;
const tellMs = 400;

const exercises = ["online-states", "tiled-attention", "merge-attention", "sliding-window-attention"] as const;

/** The run of a plan, and how far its output is from one softmax over each row. */
interface Figure {
  readonly key: string;
  readonly plan: TilePlan;
  readonly run: TileRun;
  readonly difference: number;
}

function figureOf(settings: TileSettings, key: string): Figure {
  const plan = planOf(settings);
  const inputs: TileInputs = drawInputs(plan, settings.seed);
  const run = runTiles(plan, settings.order, inputs);
  const whole = attendWhole(plan, inputs).flat();
  const difference = run.out
    .flat()
    .reduce((most, value, i) => Math.max(most, Math.abs(value - (whole[i] as number))), 0);
  return { key, plan, run, difference };
}

/** FlashAttention step by step, and the bytes that it moves against plain attention. */
export class AttentionLabTiles extends LabElement {
  readonly name = "tiles";

  @state() private chosen: TileSettings = defaultSettings;
  @state() private isPlaying = false;
  @state() private copied: "yes" | "no" | null = null;

  private figure: Figure | undefined;
  private playing: ReturnType<typeof setInterval> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;

  static override styles = [super.styles, tilesStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopPlaying();
    clearTimeout(this.telling);
    this.telling = undefined;
  }

  protected takeSettings(settings: URLSearchParams): void {
    this.stopPlaying();
    this.chosen = readSettings(settings);
  }

  protected giveSettings(): URLSearchParams {
    return writeSettings(this.chosen);
  }

  /** All that this lab keeps are its settings. */
  protected takeWork(_work: unknown): void {}

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { small, mask, order, seed } = this.chosen;
    const key = JSON.stringify([small, mask, order, seed]);
    if (this.figure?.key !== key) this.figure = figureOf(this.chosen, key);
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

  /** Other tiles begin at the first step. */
  private setSmall(changes: Partial<Scale>): void {
    const small = { ...this.chosen.small, ...changes };
    this.stopPlaying();
    this.set({ small, step: 0, row: Math.min(this.chosen.row, small.length - 1) });
  }

  private setLarge(changes: Partial<Scale>): void {
    this.set({ large: { ...this.chosen.large, ...changes } });
  }

  private get last(): number {
    return (this.figure?.run.steps.length ?? 1) - 1;
  }

  private get index(): number {
    return Math.min(this.chosen.step, this.last);
  }

  private get doesFit(): boolean {
    return needOf(planOf(this.chosen), smallBytes).bytes <= this.chosen.small.memory;
  }

  private go(step: number): void {
    this.set({ step: Math.min(Math.max(step, 0), this.last) });
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

  private predictionCard() {
    const { words, chosen, prediction } = this;
    const plan = largePlanOf(chosen);
    return html`<attention-prediction
      lang=${this.locale}
      .question=${question(plan, words)}
      .options=${growthOptions.map((value) => ({ value, label: words.options[value] }))}
      .prediction=${prediction}
      .outcome=${prediction === null ? null : outcome(plan, chosen.bytes, chosen.large.memory, prediction, words)}
      @attention-predict=${({ detail }: CustomEvent<string>) => this.predict(detail)}
    ></attention-prediction>`;
  }

  private maskField() {
    const { words, chosen } = this;
    const take = (event: Event) => {
      this.stopPlaying();
      this.set({ mask: (event.target as HTMLSelectElement).value as TileMask, step: 0 });
    };
    return html`<label class="field">${words.mask}
      <select .value=${chosen.mask} @change=${take}>${tileMasks.map((mask) => html`<option value=${mask} ?selected=${mask === chosen.mask}>${words.masks[mask]}</option>`)}</select>
    </label>`;
  }

  private orderField() {
    const { words, chosen } = this;
    const take = (event: Event) => {
      this.stopPlaying();
      this.set({ order: (event.target as HTMLSelectElement).value as TileOrder, step: 0 });
    };
    return html`<label class="field wide">${words.order}
      <select .value=${chosen.order} @change=${take}>${tileOrders.map((order) => html`<option value=${order} ?selected=${order === chosen.order}>${words.orders[order]}</option>`)}</select>
    </label>`;
  }

  private seedField() {
    const { seed } = this.chosen;
    const take = (value: number) => this.set({ seed: Math.min(Math.max(Math.trunc(value) || 0, 0), mostSeed) });
    return html`<label class="field">${labMessages[this.locale].seed}
      <input type="number" min="0" max=${mostSeed} step="1" .value=${String(seed)} @change=${(event: Event) => take((event.target as HTMLInputElement).valueAsNumber)} />
    </label>`;
  }

  /** The sliders of one scale. */
  private sliders(scale: Scale, choices: typeof smallChoices, take: (changes: Partial<Scale>) => void) {
    const { words } = this;
    const one = (field: keyof Scale, label: string, say: (value: number) => string = formatCount) =>
      slider({ label, choices: choices[field], value: scale[field], say, take: (value) => take({ [field]: value }) });
    return html`${one("length", words.length)} ${one("headDim", words.headDim)} ${one("blockQ", words.blockQ)}
      ${one("blockK", words.blockK)} ${one("memory", words.memory, formatBytes)}
      ${this.chosen.mask === "window" ? one("window", words.windowSize) : nothing}`;
  }

  private smallSettings() {
    const { words, chosen } = this;
    return html`<fieldset class="settings" aria-label=${words.settingsSmall}>
      ${this.sliders(chosen.small, smallChoices, (changes) => this.setSmall(changes))}
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

  private happeningNow({ plan, run, difference }: Figure) {
    const { words, chosen, index } = this;
    const step = run.steps[index];
    if (!step) return nothing;
    const { loaded, stored } = progressAt(plan, chosen.order, run.steps, index);
    const sum = (moved: typeof loaded) => Object.values(moved).reduce((total, numbers) => total + numbers, 0);
    const soFar = words.movedSoFar(formatBytes(sum(loaded) * smallBytes), formatBytes(sum(stored) * smallBytes));
    // While it plays, a voice that reads each step would never come to its end.
    return html`<div class="happening" role="status" aria-live=${this.isPlaying ? "off" : "polite"}>
      <p>${happening(plan, chosen.order, step.event, difference, words)}</p>
      <p class="note">${[moving(step, smallBytes, words), ...(this.prediction === null ? [] : [soFar])].join(words.space)}</p>
    </div>`;
  }

  private smallProblem(need: Need) {
    const { words, chosen } = this;
    const plan = planOf(chosen);
    const { memory } = chosen.small;
    const block = largestBlock(plan, smallBytes, memory, smallChoices.blockQ);
    const least = needOf({ ...plan, blockQ: 1, blockK: 1 }, smallBytes).bytes;
    return this.problem(need, memory, smallChoices.memory, {
      block,
      none: words.notFitAtAll(formatBytes(least)),
      take: (changes) => this.setSmall(changes),
    });
  }

  private largeProblem(need: Need) {
    const { words, chosen } = this;
    const plan = largePlanOf(chosen);
    const { memory } = chosen.large;
    const block = largestBlock(plan, chosen.bytes, memory, largeChoices.blockQ);
    const smallest = largeChoices.blockQ[0] ?? 1;
    const least = needOf({ ...plan, blockQ: smallest, blockK: smallest }, chosen.bytes).bytes;
    return this.problem(need, memory, largeChoices.memory, {
      block,
      none: words.notFitSmallest(String(smallest), formatBytes(least)),
      take: (changes) => this.setLarge(changes),
    });
  }

  /** What does not fit, with the numbers, and what to change. */
  private problem(
    need: Need,
    memory: number,
    memories: readonly number[],
    {
      block,
      none,
      take,
    }: { readonly block: number | undefined; readonly none: string; take(changes: Partial<Scale>): void },
  ) {
    const { words } = this;
    const enough = memories.find((bytes) => bytes >= need.bytes);
    return html`<div class="problem" role="status">
      <p>${notFit(need, memory, words)}</p>
      <ul>${need.parts.map(({ buffer, shape: [rows, columns], bytes }) => html`<li>${words.needPart(words.buffers[buffer], String(rows), String(columns), formatBytes(bytes))}</li>`)}</ul>
      ${block === undefined ? html`<p>${none}${enough === undefined ? html` ${words.smallerHead}` : nothing}</p>` : nothing}
      <p class="row">
        ${block === undefined ? nothing : html`<button class="button" @click=${() => take({ blockQ: block, blockK: block })}>${words.takeBlocks(String(block))}</button>`}
        ${enough === undefined ? nothing : html`<button class="button" @click=${() => take({ memory: enough })}>${words.takeMemory(formatBytes(enough))}</button>`}
      </p>
    </div>`;
  }

  private pictures(figure: Figure, need: Need) {
    const { chosen, index, locale } = this;
    const { plan, run } = figure;
    const step = run.steps[index];
    const progress = progressAt(plan, chosen.order, run.steps, index);
    return html`<div class="pictures">
      <attention-tile-map lang=${locale} .plan=${plan} .progress=${progress} .step=${step} .row=${chosen.row} @tile-pick=${this.pickTile}></attention-tile-map>
      <attention-tile-memory lang=${locale} .need=${need} .memory=${chosen.small.memory} .bytesPerNumber=${smallBytes} .order=${chosen.order} .step=${step} .index=${index} .row=${chosen.row}></attention-tile-memory>
    </div>`;
  }

  private rowPanel({ plan, run }: Figure) {
    const { words, chosen, index } = this;
    const step = run.steps[index];
    const choices = Array.from({ length: plan.length }, (_, i) => i);
    const take = (row: number) => this.set({ row });
    return html`<div class="panel">
      ${slider({ label: words.rowToFollow, choices, value: chosen.row, say: String, take })}
      <attention-tile-row
        lang=${this.locale}
        .plan=${plan}
        .order=${chosen.order}
        .steps=${run.steps}
        .index=${index}
        .row=${chosen.row}
        .present=${step && queriesAt(plan, step, chosen.order)}
        @row-pick=${({ detail }: CustomEvent<number>) => take(detail)}
      ></attention-tile-row>
    </div>`;
  }

  private stepper(figure: Figure) {
    const { words } = this;
    const need = needOf(figure.plan, smallBytes);
    return html`<section aria-labelledby="figure" @keydown=${this.pressed}>
      <h3 id="figure">${words.figure}</h3>
      ${this.smallSettings()}
      ${this.doesFit ? nothing : this.smallProblem(need)}
      ${this.transport()}
      ${this.doesFit ? html`${this.happeningNow(figure)} ${this.pictures(figure, need)} ${this.rowPanel(figure)}` : nothing}
      <p class="note">${words.stepKeys}</p>
    </section>`;
  }

  private bytesField() {
    const { words, chosen } = this;
    const take = (event: Event) => this.set({ bytes: Number((event.target as HTMLSelectElement).value) });
    return html`<label class="field">${words.bytesOfNumber}
      <select .value=${String(chosen.bytes)} @change=${take}>${bytesChoices.map((bytes) => html`<option value=${bytes} ?selected=${bytes === chosen.bytes}>${words.bytesChoice[bytes]}</option>`)}</select>
    </label>`;
  }

  private counter() {
    const { words, chosen, prediction } = this;
    const need = needOf(largePlanOf(chosen), chosen.bytes);
    return html`<section aria-labelledby="count">
      <h3 id="count">${words.count}</h3>
      <p class="lead">${words.countNote}</p>
      <fieldset class="settings" aria-label=${words.settingsLarge}>
        ${this.sliders(chosen.large, largeChoices, (changes) => this.setLarge(changes))}
        ${this.bytesField()}
      </fieldset>
      ${need.bytes <= chosen.large.memory ? nothing : this.largeProblem(need)}
      ${prediction === null ? html`<p class="note">${words.hiddenUntilPredicted}</p>` : this.counted()}
    </section>`;
  }

  private counted() {
    const { words, chosen } = this;
    const plan = largePlanOf(chosen);
    const counted = readingOf(plan, chosen.bytes, chosen.large.memory);
    return html`<attention-tile-bytes lang=${this.locale} .reading=${counted} .bytesPerNumber=${chosen.bytes}></attention-tile-bytes>
      ${counted.fits ? html`<h4>${words.reading}</h4>` : nothing}
      <ul class="reading">${reading(plan, counted, chosen.bytes, words).map((sentence) => html`<li>${sentence}</li>`)}</ul>
      ${this.memoryTable(plan)}
      <details><summary>${words.model}</summary><ul>${words.modelText.map((text) => html`<li>${text}</li>`)}</ul></details>`;
  }

  private memoryTable(plan: TilePlan) {
    const { words, chosen } = this;
    const { memory, block, moved, bound } = words.memoryColumns;
    return html`<details>
      <summary>${words.memoryTable}</summary>
      <p class="quiet">${words.memoryTableNote(String(fewKeys))}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.memoryTable}><table>
        <thead><tr>${[memory, block, moved, bound].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${purchases(plan, chosen.bytes, largeChoices.memory).map((it, i) => {
          const name = html`<th scope="row">${formatBytes(largeChoices.memory[i] ?? 0)}</th>`;
          if (!it) return html`<tr>${name}<td colspan="3">${words.fitsNone}</td></tr>`;
          return html`<tr>${name}<td>${formatCount(it.blockQ)}</td><td>${formatBytes(it.bytes)}</td><td>${it.ofBound === undefined ? "M > N d" : formatFactor(it.ofBound)}</td></tr>`;
        })}</tbody>
      </table></div>
    </details>`;
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
    if (!this.isOpen || !this.figure) return nothing;
    return html`<div class="lab">${this.predictionCard()} ${this.stepper(this.figure)} ${this.counter()} ${this.foot()}</div>`;
  }
}

define("attention-lab-tiles", AttentionLabTiles);
