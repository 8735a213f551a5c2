import { css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { HelpReport } from "../../../lab/help/help-job.js";
import { type RunResult, runs } from "../../../lab/help/race.js";
import {
  defaults,
  type HelpSettings,
  heads,
  leastOf,
  lengths,
  measurements,
  poolings,
  readSettings,
  sizes,
  stretches,
  writeSettings,
} from "../../../lab/help/settings.js";
import { accuraciesAt, bandOf, entrants, standingsOf } from "../../../lab/help/standing.js";
import { taskNames } from "../../../lab/help/tasks.js";
import { countParameters } from "../../../lab/help/weights.js";
import { emptyWork, keyOf, predictionKeyOf, readWork, withResults } from "../../../lab/help/work.js";
import { spreadOf } from "../../../lab/training/spread.js";
import { define } from "../../shared/define.js";
import "../shared/attention-chart.js";
import type { ChartSeries } from "../shared/attention-chart.js";
import "../shared/attention-prediction.js";
import "../shared/attention-run-bar.js";
import { choice } from "../shared/choice.js";
import { LabElement } from "../shared/lab-element.js";
import { ResumableRun } from "../shared/resumable-run.js";
import "./attention-own-pool.js";
import { exampleStyles, examplesOf, textExample } from "./help-example.js";
import { outcomeOf, sentencesOf } from "./help-reading.js";
import { resultsTable, tableStyles } from "./help-table.js";
import { entrantName, helpMessages } from "./help-text.js";

/** Does attention help? A race of four poolings on a small task, and the learner's own. */
export class AttentionLabHelp extends LabElement {
  readonly name = "help";
  protected override readonly worksForAllSettings = true;

  @state() private given: HelpSettings = defaults;
  @state() private kept = emptyWork;
  /** The training that is going on. */
  @state() private live: Extract<HelpReport, { kind: "progress" }> | undefined;

  private readonly run = new ResumableRun(this, {
    name: "help",
    settings: () => ({ ...this.given, done: this.done }),
    done: () => this.done,
    all: () => runs.length,
    isProgress: ({ kind }) => kind === "progress",
    report: (report) => this.follow(report),
    failed: (message) => this.send("attention-lab-error", { message }),
  });

  static override styles = [
    super.styles,
    exampleStyles,
    tableStyles,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: 1.25rem;
      }
      .charts > * {
        min-width: 0;
      }
      .reading {
        display: grid;
        gap: 0.25rem;
        max-width: 44rem;
        padding-inline-start: 1.25rem;
      }
      details p {
        max-width: 44rem;
        margin-top: 0.5rem;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      section {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }
      section > p {
        max-width: 44rem;
      }
    `,
  ];

  protected takeSettings(settings: URLSearchParams): void {
    this.given = readSettings(settings);
    this.begin();
  }

  protected giveSettings(): URLSearchParams {
    return writeSettings(this.given);
  }

  protected takeWork(work: unknown): void {
    this.kept = readWork(work);
    this.begin();
  }

  private begin(): void {
    this.live = undefined;
    this.run.reset();
  }

  private get results(): readonly RunResult[] {
    return this.kept.races[keyOf(this.given)] ?? [];
  }

  /** How many trainings of the race are done, in its order. */
  private get done(): number {
    const found = runs.findIndex(
      ({ attempt, pooling }) => !this.results.some((it) => it.entrant === pooling && it.attempt === attempt),
    );
    return found < 0 ? runs.length : found;
  }

  private set<Name extends keyof HelpSettings>(name: Name, value: HelpSettings[Name]): void {
    this.given = { ...this.given, [name]: value };
    this.begin();
    this.changed();
  }

  private keepResults(results: readonly RunResult[]): void {
    this.kept = withResults(this.kept, this.given, results);
    this.keep(this.kept);
  }

  private start(): void {
    // Again: what the learner's own pooling gave stays.
    if (this.run.state === "done") this.keepResults(this.results.filter(({ entrant }) => entrant === "own"));
    this.run.start();
  }

  private follow(report: HelpReport): void {
    switch (report.kind) {
      case "progress":
        this.live = report;
        break;
      case "result":
        this.live = undefined;
        this.keepResults([...this.results, report.result]);
        break;
      default:
        report satisfies never;
    }
  }

  private commit(prediction: string): void {
    const predictions = { ...this.kept.predictions, [predictionKeyOf(this.given)]: prediction };
    this.kept = { ...this.kept, predictions };
    this.keep(this.kept);
    this.predict(prediction);
  }

  private controls() {
    const words = helpMessages[this.locale];
    const { task, head, length, steps } = this.given;
    const stepChoices = [...new Set([100, 300, 600, 1000, steps])].sort((a, b) => a - b);
    return html`<div class="row">
      ${choice(
        words.task,
        task,
        taskNames.map((name) => [name, words.tasks[name].name] as const),
        (value) => this.set("task", value),
      )}
      ${choice(
        words.head,
        head,
        heads.map((name) => [name, words.heads[name]] as const),
        (value) => this.set("head", value),
      )}
      ${choice(
        words.length,
        length,
        lengths.map((known) => [known, words.tokens(known)] as const),
        (value) => this.set("length", value),
      )}
      ${choice(
        words.steps,
        steps,
        stepChoices.map((known) => [known, String(known)] as const),
        (value) => this.set("steps", value),
      )}
    </div>`;
  }

  private about() {
    const words = helpMessages[this.locale];
    const { task, length, seed } = this.given;
    const examples = examplesOf(words, task, { seed, count: 32, least: leastOf(length), most: length });
    return html`<div>
      <p>${words.tasks[task].about}</p>
      <div class="examples" role="group" aria-label=${words.examples}>
        ${examples.map((example) => textExample(example))}
      </div>
    </div>`;
  }

  private stop(): void {
    this.live = undefined;
    this.run.stop();
  }

  private get progress(): number | null {
    const isBusy = this.run.state === "running" || this.run.state === "paused";
    return isBusy ? (this.live?.progress ?? this.done / runs.length) : null;
  }

  private get status(): string {
    const words = helpMessages[this.locale];
    if (this.live) return words.running(entrantName(words, this.live.pooling), this.live.attempt + 1);
    if (this.run.state === "paused" || this.run.state === "running") return words.resumable(this.done, runs.length);
    return "";
  }

  private curvesOf(entrant: (typeof entrants)[number]): readonly (readonly number[])[] {
    const finished = this.results.filter((it) => it.entrant === entrant).map(({ curve }) => curve);
    return this.live?.pooling === entrant ? [...finished, this.live.curve] : finished;
  }

  private training() {
    const words = helpMessages[this.locale];
    const x = Array.from({ length: measurements }, (_, i) => ((i + 1) * this.given.steps) / measurements);
    const series = entrants.flatMap((entrant): ChartSeries[] => {
      const curves = this.curvesOf(entrant);
      if (!curves.length && entrant === "own") return [];
      const band = bandOf(curves);
      return [
        {
          label: entrantName(words, entrant),
          values: band.map((spread) => spread?.mean ?? null),
          low: band.map((spread) => spread?.low ?? null),
          high: band.map((spread) => spread?.high ?? null),
        },
      ];
    });
    return html`<section>
      <h3>${words.curves}</h3>
      <attention-chart lang=${this.locale} .label=${words.curvesLabel} .x=${x} .series=${series} .xTitle=${words.step} .yTitle=${words.accuracy} .yRange=${accuracyRange}></attention-chart>
    </section>`;
  }

  private stretched() {
    const words = helpMessages[this.locale];
    const standings = standingsOf(this.results);
    const series = standings.map((standing): ChartSeries => {
      const spreads = stretches.map((_, i) => spreadOf(accuraciesAt(standing, i)));
      return {
        label: entrantName(words, standing.entrant),
        values: spreads.map(({ mean }) => mean),
        low: spreads.map(({ low }) => low),
        high: spreads.map(({ high }) => high),
      };
    });
    const x = stretches.map((stretch) => stretch * this.given.length);
    return html`<section>
      <h3>${words.stretched}</h3>
      <attention-chart lang=${this.locale} .label=${words.stretchedLabel} .x=${x} .series=${series} .xTitle=${words.textLength} .yTitle=${words.accuracy} .yRange=${accuracyRange} .doubling=${true}></attention-chart>
    </section>`;
  }

  private outcome() {
    const words = helpMessages[this.locale];
    const standings = standingsOf(this.results);
    const isWhole = this.done === runs.length;
    return html`<div class="charts">${this.training()}${this.results.length ? this.stretched() : nothing}</div>
      <p class="note">${words.band}</p>
      ${
        this.results.length
          ? html`<section>
              <h3>${words.results}</h3>
              ${isWhole ? html`<ul class="reading">${sentencesOf(this.locale, this.given, standings).map((sentence) => html`<li>${sentence}</li>`)}</ul>` : nothing}
              ${resultsTable(this.locale, this.given, standings)}
            </section>`
          : nothing
      }
      ${this.fairness()}
      ${
        isWhole
          ? html`<section>
              <h3>${words.ownTitle}</h3>
              ${keyed(
                keyOf(this.given),
                html`<attention-own-pool
                  lang=${this.locale}
                  .settings=${this.given}
                  .source=${this.kept.source}
                  @own-source=${this.keepSource}
                  @own-results=${this.keepOwn}
                ></attention-own-pool>`,
              )}
            </section>`
          : nothing
      }`;
  }

  private fairness() {
    const words = helpMessages[this.locale];
    return html`<details>
      <summary>${words.fairTitle}</summary>
      <p>${words.fair(countParameters(this.given.head), sizes.dim)}</p>
      <p>${words.fairData}</p>
    </details>`;
  }

  private keepSource({ detail }: CustomEvent<string>): void {
    this.kept = { ...this.kept, source: detail };
    this.keep(this.kept);
  }

  private keepOwn({ detail }: CustomEvent<readonly RunResult[]>): void {
    this.keepResults([...this.results.filter(({ entrant }) => entrant !== "own"), ...detail]);
  }

  protected override render() {
    if (!this.isOpen) return nothing;
    const words = helpMessages[this.locale];
    const prediction = this.kept.predictions[predictionKeyOf(this.given)] ?? null;
    const options = [
      ...poolings.map((value) => ({ value, label: words.poolings[value] })),
      { value: "unclear", label: words.unclear },
    ];
    const isWhole = this.done === runs.length;
    const outcome =
      isWhole && prediction !== null ? outcomeOf(this.locale, prediction, this.given, standingsOf(this.results)) : null;
    const isShown = prediction !== null && (this.results.length > 0 || this.run.state === "running");
    return html`<div class="stack">
      ${this.controls()}
      ${this.about()}
      ${keyed(
        predictionKeyOf(this.given),
        html`<attention-prediction
          lang=${this.locale}
          .question=${words.ask}
          .options=${options}
          .prediction=${prediction}
          .outcome=${outcome}
          @attention-predict=${({ detail }: CustomEvent<string>) => this.commit(detail)}
        ></attention-prediction>`,
      )}
      <attention-run-bar
        lang=${this.locale}
        .run=${this.run.state}
        .progress=${this.progress}
        .status=${this.status}
        .seed=${this.given.seed}
        .link=${this.link}
        .blocked=${prediction === null ? words.predictFirst : null}
        .failure=${this.run.failure}
        @attention-run=${this.start}
        @attention-pause=${() => this.run.pause()}
        @attention-resume=${() => this.run.resume()}
        @attention-stop=${this.stop}
        @attention-seed=${({ detail }: CustomEvent<number>) => this.set("seed", detail)}
      ></attention-run-bar>
      ${isShown ? this.outcome() : nothing}
    </div>`;
  }
}

const accuracyRange: readonly [number, number] = [0.3, 1];

define("attention-lab-help", AttentionLabHelp);
