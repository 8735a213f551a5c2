import { css, html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import type { Head } from "../../../exercises/index.js";
import { say } from "../../../format/index.js";
import { length, type PeriodRule, periodRules, vocabulary } from "../../../lab/induction/data.js";
import type { HeadPlace } from "../../../lab/induction/examine.js";
import type { InductionReport } from "../../../lab/induction/induction-job.js";
import { type Parameters, width } from "../../../lab/induction/parameters.js";
import { fallShapes } from "../../../lab/induction/reading.js";
import {
  type HeadCount,
  headCounts,
  isSameRun,
  type Measurement,
  measureEvery,
  type RunSettings,
  readRule,
  snapshotEvery,
  steps,
} from "../../../lab/induction/run.js";
import { define } from "../../shared/define.js";
import "../shared/attention-chart.js";
import type { ChartSeries } from "../shared/attention-chart.js";
import "../shared/attention-prediction.js";
import "../shared/attention-run-bar.js";
import type { RunState } from "../shared/attention-run-bar.js";
import { LabElement } from "../shared/lab-element.js";
import { LabWorker } from "../shared/lab-worker.js";
import "./attention-induction-curves.js";
import "./attention-induction-heads.js";
import { outcomeReading, predictionOutcome } from "./induction-outcome.js";
import { InductionRecord } from "./induction-record.js";
import { inductionMessages } from "./induction-text.js";
import { type InductionView, InductionViewer } from "./induction-viewer.js";
import { readWork } from "./induction-work.js";

/** What is looked at: the newest step, or the one where the slider is. */
type Look = "latest" | number;

interface Curves {
  readonly at: number;
  readonly steps: readonly number[];
  readonly losses: readonly ChartSeries[];
  readonly measurements: readonly Measurement[];
}

/** A two-layer model learns to continue repeated sequences; its heads are watched on the way. */
export class AttentionLabInduction extends LabElement {
  readonly name = "induction";

  @state() private chosen: RunSettings = { seed: 1, heads: 2, rule: "drawn" };
  @state() private run: RunState = "idle";
  @state() private failure: string | null = null;
  @state() private exercises: readonly Head[] = [];
  /** Of the run that is shown. It changes with every report, so that a render is asked for by hand. */
  private record: InductionRecord | null = null;
  private worker: LabWorker<"induction"> | undefined;
  /** Pausing, until the checkpoint has come. */
  private isPausing = false;

  @state() private look: Look = "latest";
  @state() private off: readonly HeadPlace[] = [];
  /** What was computed here of the step that is looked at: with all heads, and without those that are off. */
  @state() private view: { readonly whole: InductionView; readonly rest: InductionView } | "gone" | null = null;
  private readonly viewer = new InductionViewer();
  /** What the charts draw: anew ten times a second, where the pictures are thirty. */
  private curves: Curves = { at: 0, steps: [], losses: [], measurements: [] };
  private readonly calm =
    typeof matchMedia === "undefined" ? undefined : matchMedia("(prefers-reduced-motion: reduce)");
  private shownAt = 0;
  /** What the view was last asked for; a later question replaces one that waits. */
  private wanted = "";
  private isLooking = false;

  static override styles = [
    super.styles,
    css`
      .intro {
        max-width: 44rem;
        color: var(--ink-2);
      }
      .reading {
        display: grid;
        gap: 0.5rem;
        max-width: 46rem;
      }
      .reading .scroll {
        margin-top: 0.5rem;
      }
      caption {
        padding-bottom: 0.375rem;
        color: var(--ink-2);
        font-size: 0.875rem;
        text-align: start;
      }
      th[scope="row"] {
        font-weight: 400;
        white-space: nowrap;
      }
      .scrub {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        margin: 0.5rem 0;
        font-size: 0.875rem;
      }
      .scrub label {
        display: flex;
        flex: 1 1 16rem;
        align-items: center;
        gap: 0.75rem;
        min-width: 0;
        max-width: 40rem;
        color: var(--ink-2);
      }
      .scrub input {
        flex: 1;
        min-width: 0;
        min-height: var(--target);
      }
      output {
        min-width: 3.5em;
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      .scores {
        margin-bottom: 0.75rem;
      }
      .effect {
        margin-bottom: 0.5rem;
        font-variant-numeric: tabular-nums;
      }
      a {
        color: var(--accent);
      }
      .list {
        padding-inline-start: 1.25rem;
        font-size: 0.9375rem;
      }
    `,
  ];

  private get words() {
    return inductionMessages[this.locale];
  }

  protected takeSettings(settings: URLSearchParams): void {
    const seed = Number(settings.get("seed") ?? 1);
    const heads = headCounts.find((count) => String(count) === settings.get("heads")) ?? 2;
    const rule = readRule(settings.get("periods")) ?? "drawn";
    const whole = Number.isFinite(seed) ? Math.min(Math.max(Math.trunc(seed), 0), 2 ** 31 - 1) : 1;
    this.chosen = { seed: whole, heads, rule };
  }

  protected giveSettings(): URLSearchParams {
    const { seed, heads, rule } = this.chosen;
    return new URLSearchParams({ seed: String(seed), heads: String(heads), periods: rule });
  }

  protected takeWork(kept: unknown): void {
    const work = readWork(kept);
    if (!work) return;
    this.record = InductionRecord.of(work, this.memory);
    this.drawCurves(true);
    if (!work.outcome) this.run = "paused";
    else if (isSameRun(work.run, this.chosen)) this.run = "done";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.worker?.stop();
    this.worker = undefined;
    if (this.run === "running") this.run = this.record?.state ? "paused" : "idle";
  }

  protected override firstUpdated(): void {
    if (this.linkOf) void this.loadExercises();
  }

  private async loadExercises(): Promise<void> {
    const { listExercises } = await import("../../../exercises/library.js");
    this.exercises = await listExercises();
  }

  private choose(change: Partial<RunSettings>): void {
    this.chosen = { ...this.chosen, ...change };
    const isShown = this.record?.outcome && isSameRun(this.record.run, this.chosen);
    if (this.run === "done" || this.run === "idle") this.run = isShown ? "done" : "idle";
    this.changed();
  }

  private start(): void {
    this.record = new InductionRecord(this.chosen, this.memory);
    this.look = "latest";
    this.off = [];
    this.view = null;
    this.begin();
  }

  /** From the last checkpoint of the record, or from the start. */
  private begin(): void {
    const { record } = this;
    if (!record) return;
    record.rewind();
    this.drawCurves(true);
    this.failure = null;
    this.isPausing = false;
    this.run = "running";
    this.worker?.stop();
    this.worker = new LabWorker(
      this,
      "induction",
      { ...record.run, from: record.state ?? undefined },
      {
        report: (report) => this.take(record, report),
        done: () => {
          this.worker = undefined;
        },
        failed: (message) => this.fail(message),
      },
    );
  }

  private fail(message: string): void {
    this.worker = undefined;
    this.failure = message;
    this.run = this.record?.state ? "paused" : "idle";
    this.send("attention-lab-error", { message });
  }

  private take(record: InductionRecord, report: InductionReport): void {
    record.take(report);
    if (report.kind === "outcome") {
      this.run = isSameRun(record.run, this.chosen) ? "done" : "idle";
      this.giveToOthers(record.run, report.state.parameters);
    }
    if (report.kind === "checkpoint" && this.isPausing) this.worker?.pause();
    if (report.kind === "checkpoint" || report.kind === "outcome") this.keep(record.work);
    this.show(report.kind !== "progress");
  }

  /** For the lab `sentence`, which takes the weights that were trained last. */
  private giveToOthers({ heads }: RunSettings, parameters: Parameters): void {
    const model = { vocabulary, width, heads, length, parameters };
    this.memory.write("trained", { version: 1, lab: "induction", model }).catch(() => undefined);
  }

  /** Pictures that move by themselves come twice a second only, to who asked for less motion. */
  private show(now: boolean): void {
    this.drawCurves(now);
    if (!now && this.calm?.matches && performance.now() - this.shownAt < 500) return;
    this.shownAt = performance.now();
    this.requestUpdate();
  }

  private drawCurves(now: boolean): void {
    const { record } = this;
    if (!record || (!now && performance.now() - this.curves.at < 100)) return;
    const means = meansOf(record.losses, measureEvery);
    this.curves = {
      at: performance.now(),
      steps: means.map((_, i) => (i + 1) * measureEvery),
      losses: [{ label: this.words.loss, values: means }],
      measurements: [...record.measurements],
    };
  }

  private pause(): void {
    this.run = "paused";
    this.isPausing = true;
    this.worker?.send("save");
  }

  private resume(): void {
    this.isPausing = false;
    this.run = "running";
    if (this.worker) this.worker.resume();
    else this.begin();
  }

  private stop(): void {
    this.isPausing = false;
    if (!this.worker) this.begin();
    this.worker?.send("finish");
    this.worker?.resume();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("lang")) this.drawCurves(true);
  }

  /** The step whose parameters are looked at, where the worker's own picture does not do. */
  private get lookedAt(): number | null {
    const { record, look, run } = this;
    if (!record) return null;
    if (look !== "latest") return look;
    if (this.off.length > 0 || (run !== "running" && !record.picture)) return record.lastSnapshot;
    return null;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const step = this.lookedAt;
    const wanted = step === null ? "" : JSON.stringify([this.record?.run, step, this.off]);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted === "") this.view = null;
    else if (!this.isLooking) void this.lookNow();
  }

  /** Looks until what is wanted has been seen: a slider asks faster than the kernels answer. */
  private async lookNow(): Promise<void> {
    this.isLooking = true;
    let seen = "";
    while (this.wanted !== seen && this.record) {
      seen = this.wanted;
      const { record, off, lookedAt: step } = this;
      if (step === null) break;
      const parameters = await record.snapshots.at(step);
      const look = (heads: readonly HeadPlace[]) => parameters && this.viewer.look(parameters, record.run, heads);
      const whole = await look([]);
      const rest = off.length > 0 ? await look(off) : whole;
      if (this.wanted === seen) this.view = whole && rest ? { whole, rest } : "gone";
    }
    this.isLooking = false;
  }

  private settingsRow() {
    const { words, chosen } = this;
    const isBusy = this.run === "running" || this.run === "paused";
    const pick = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`<div class="row">
        <label class="field">${words.rule}
          <select ?disabled=${isBusy} @change=${(event: Event) => this.choose({ rule: readRule(pick(event)) ?? "drawn" })}>
            ${periodRules.map((rule: PeriodRule) => html`<option value=${rule} .selected=${rule === chosen.rule}>${words.rules[rule]}</option>`)}
          </select>
        </label>
        <label class="field">${words.heads}
          <select ?disabled=${isBusy} @change=${(event: Event) => this.choose({ heads: Number(pick(event)) as HeadCount })}>
            ${headCounts.map((count) => html`<option value=${count} .selected=${count === chosen.heads}>${count}</option>`)}
          </select>
        </label>
      </div>
      ${chosen.rule === "fixed" && this.run === "idle" ? html`<p class="note">${words.trap}</p>` : nothing}`;
  }

  private runBar() {
    const { words, record, run } = this;
    const isShown = record !== null && run !== "idle";
    return html`<attention-run-bar
      lang=${this.locale}
      .run=${run}
      .progress=${isShown && run !== "done" ? record.step / steps : null}
      .status=${isShown && record.step > 0 ? words.status(record.step, steps, record.losses.at(-1) ?? 0, record.milliseconds / record.step) : ""}
      .seed=${this.chosen.seed}
      .link=${this.link}
      .blocked=${this.prediction === null ? words.predictFirst : null}
      .failure=${this.failure}
      @attention-run=${this.start}
      @attention-pause=${this.pause}
      @attention-resume=${this.resume}
      @attention-stop=${this.stop}
      @attention-seed=${({ detail }: CustomEvent<number>) => this.choose({ seed: detail })}
    ></attention-run-bar>`;
  }

  private lossChart() {
    const { words } = this;
    return html`<attention-chart
      lang=${this.locale}
      .label=${words.lossLabel}
      .x=${this.curves.steps}
      .series=${this.curves.losses}
      .xTitle=${words.step}
      .yTitle=${words.loss}
      .xRange=${stepRange}
      .yRange=${lossRange}
      .mark=${this.look === "latest" ? null : this.look}
    ></attention-chart>`;
  }

  private scrubber(record: InductionRecord) {
    const { words, look } = this;
    const value = look === "latest" ? record.lastSnapshot : look;
    return html`<div class="scrub">
      <label>${words.atStep}
        <input type="range" min="0" max=${record.lastSnapshot} step=${snapshotEvery} .value=${String(value)} @input=${(
          event: Event,
        ) => {
          this.look = (event.target as HTMLInputElement).valueAsNumber;
        }} />
        <output>${this.lookedAt ?? record.step}</output>
      </label>
      ${
        look === "latest"
          ? nothing
          : html`<button class="button quiet" @click=${() => {
              this.look = "latest";
            }}>${words.latest}</button>`
      }
    </div>`;
  }

  private effect() {
    const { words, view, off } = this;
    if (view === "gone") return html`<p class="note" role="status">${words.gone}</p>`;
    if (!view) return nothing;
    const names = off.map(({ layer, head }) => words.headName(layer + 1, head + 1)).join(words.and);
    const effect = off.length > 0 ? words.without(names, view.rest.loss, view.rest.accuracy) : null;
    return html`<p class="effect" role="status">${words.withAll(view.whole.loss, view.whole.accuracy)}${effect === null ? nothing : html` <strong>${effect}</strong>`}</p>`;
  }

  private heads(record: InductionRecord) {
    const { words, view } = this;
    const shown = view && view !== "gone" ? view.rest : null;
    return html`<div>
      <h3>${words.maps}</h3>
      <p class="note">${words.mapsNote}${this.run === "running" && this.off.length > 0 ? ` ${words.offWhileRunning}` : ""}</p>
      ${this.scrubber(record)} ${this.effect()}
      <attention-induction-heads
        lang=${this.locale}
        .run=${record.run}
        .picture=${shown?.picture ?? record.picture}
        .scores=${shown?.scores ?? record.measurements.at(-1)?.heads ?? []}
        .off=${this.off}
        @attention-heads-off=${({ detail }: CustomEvent<readonly HeadPlace[]>) => {
          this.off = detail;
        }}
      ></attention-induction-heads>
    </div>`;
  }

  private papers() {
    const { words } = this;
    return html`<div><h3>${words.papers}</h3><ul class="list">
      <li><a href="https://transformer-circuits.pub/2021/framework/index.html">${words.framework}</a>: ${words.frameworkFor}</li>
      <li><a href="https://arxiv.org/abs/2209.11895">${words.induction}</a>: ${words.inductionFor}</li>
    </ul></div>`;
  }

  /** Only a site that has the exercises links to them. */
  private practice() {
    const heads = practised.flatMap((slug) => this.exercises.find((head) => head.slug === slug) ?? []);
    if (heads.length === 0) return nothing;
    return html`<div><h3>${this.words.exercises}</h3><ul class="list">${heads.map(
      ({ slug, title }) => html`<li><a href="#/exercise/${slug}">${say(title, this.locale)}</a></li>`,
    )}</ul></div>`;
  }

  private results(record: InductionRecord) {
    const { words } = this;
    const isOther = !isSameRun(record.run, this.chosen);
    return html`${isOther ? html`<p class="note">${words.otherRun}</p>` : nothing}
      ${this.lossChart()}
      ${this.heads(record)}
      ${record.outcome ? html`<div class="reading">${outcomeReading(words, record, record.outcome)}</div>` : nothing}
      <div>
        <p class="note scores">${words.scoreNote}</p>
        <attention-induction-curves
          lang=${this.locale}
          .run=${record.run}
          .measurements=${this.curves.measurements}
          .mark=${this.look === "latest" ? null : this.look}
        ></attention-induction-curves>
      </div>
      ${this.papers()} ${this.practice()}`;
  }

  protected override render() {
    const { words, record, prediction } = this;
    if (!this.isOpen) return nothing;
    return html`<div class="stack">
      <p class="intro">${words.about(length, vocabulary)}</p>
      <attention-prediction
        lang=${this.locale}
        .question=${words.question(steps)}
        .options=${fallShapes.map((value) => ({ value, label: words.falls[value] }))}
        .prediction=${prediction}
        .outcome=${record && prediction !== null ? predictionOutcome(words, record, prediction) : null}
        @attention-predict=${({ detail }: CustomEvent<string>) => this.predict(detail)}
      ></attention-prediction>
      ${this.settingsRow()} ${this.runBar()}
      ${record && prediction !== null ? this.results(record) : nothing}
    </div>`;
  }
}

/** Slugs of the exercises that this experiment is made of. */
const practised = ["causal-self-attention", "split-heads", "next-token-loss"] as const;

/** Of every so many values; the last few are left out. */
function meansOf(values: readonly number[], size: number): readonly number[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, i) => {
    const some = values.slice(i * size, (i + 1) * size);
    return some.reduce((a, b) => a + b, 0) / size;
  });
}

const stepRange = [0, steps] as const;
const lossRange = [0, 4.5] as const;

define("attention-lab-induction", AttentionLabInduction);
