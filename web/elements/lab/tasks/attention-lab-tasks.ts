import { css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { csvOf } from "../../../lab/tasks/csv.js";
import type { Attended } from "../../../lab/tasks/experiment.js";
import { patchOf, side } from "../../../lab/tasks/pictures.js";
import {
  defaults,
  kindOf,
  kinds,
  modelsOf,
  pointsOf,
  readSettings,
  type TasksSettings,
  trialsOf,
  type Variant,
  variants,
  varied,
  writeSettings,
} from "../../../lab/tasks/settings.js";
import { standingsOf, verdicts } from "../../../lab/tasks/standing.js";
import type { TasksReport } from "../../../lab/tasks/tasks-job.js";
import { doneOf, emptyWork, readWork, runOf, withoutRun, withRun } from "../../../lab/tasks/work.js";
import "../../heatmap/attention-heatmap.js";
import { define } from "../../shared/define.js";
import { wordOf } from "../help/help-example.js";
import { helpMessages } from "../help/help-text.js";
import "../shared/attention-chart.js";
import type { ChartSeries } from "../shared/attention-chart.js";
import "../shared/attention-prediction.js";
import "../shared/attention-run-bar.js";
import { choice } from "../shared/choice.js";
import { LabElement } from "../shared/lab-element.js";
import { ResumableRun } from "../shared/resumable-run.js";
import { examples, examplesStyles, picture, wordsOf } from "./tasks-examples.js";
import { outcomeOf, sentencesOf } from "./tasks-reading.js";
import { numbersTable, runsTable } from "./tasks-tables.js";
import { pointName, tasksMessages } from "./tasks-text.js";

/** Three kinds of tasks: one attention layer against models without it, over the number of examples and their length. */
export class AttentionLabTasks extends LabElement {
  readonly name = "tasks";
  protected override readonly worksForAllSettings = true;

  @state() private given: TasksSettings = defaults;
  @state() private kept = emptyWork;
  /** The training that is going on. */
  @state() private live: Extract<TasksReport, { kind: "progress" }> | undefined;

  private readonly run = new ResumableRun(this, {
    name: "tasks",
    settings: () => ({ ...this.given, done: this.done }),
    done: () => this.done,
    all: () => trialsOf(this.given).length,
    isProgress: ({ kind }) => kind === "progress",
    report: (report) => this.follow(report),
    failed: (message) => this.send("attention-lab-error", { message }),
  });

  static override styles = [
    super.styles,
    examplesStyles,
    css`
      section {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }
      section > * {
        min-width: 0;
      }
      section > p,
      details > p {
        max-width: 44rem;
      }
      details > p {
        margin-top: 0.5rem;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .reading {
        display: grid;
        gap: 0.25rem;
        max-width: 52rem;
        padding-inline-start: 1.25rem;
      }
      .seen {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 1.25rem;
      }
      .seen > * {
        min-width: 0;
      }
      .numbers td,
      .runs td,
      .runs tbody th {
        white-space: nowrap;
      }
      thead th {
        min-width: 4rem;
        color: var(--ink-2);
        line-height: 1.35;
        vertical-align: bottom;
      }
      td .link + .link {
        margin-inline-start: 0.75rem;
      }
      td .note + .link {
        margin-inline-start: 0.75rem;
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

  private get current() {
    return runOf(this.kept, this.given);
  }

  private get done(): number {
    return doneOf(this.current);
  }

  private get isWhole(): boolean {
    return this.done === trialsOf(this.given).length;
  }

  private set(settings: Partial<TasksSettings>): void {
    this.given = { ...this.given, ...settings };
    this.begin();
    this.changed();
  }

  private keepWork(work: typeof this.kept): void {
    this.kept = work;
    this.keep(work);
  }

  private start(): void {
    if (this.run.state === "done") this.keepWork(withRun(this.kept, { settings: this.given, results: [] }));
    this.run.start();
  }

  private follow(report: TasksReport): void {
    switch (report.kind) {
      case "progress":
        this.live = report;
        break;
      case "result": {
        this.live = undefined;
        const { current } = this;
        const attended = report.attended ?? current.attended;
        this.keepWork(withRun(this.kept, { ...current, results: [...current.results, report.result], attended }));
        break;
      }
      default:
        report satisfies never;
    }
  }

  private stop(): void {
    this.live = undefined;
    this.run.stop();
  }

  private commit(prediction: string): void {
    const predictions = { ...this.kept.predictions, [this.given.variant]: prediction };
    this.keepWork({ ...this.kept, predictions });
    this.predict(prediction);
  }

  private forget(settings: TasksSettings): void {
    this.keepWork(withoutRun(this.kept, settings));
    this.begin();
  }

  private download(): void {
    const url = URL.createObjectURL(new Blob([csvOf(this.kept.runs)], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "attention-tasks.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  private controls() {
    const words = tasksMessages[this.locale];
    const { variant, vary, steps } = this.given;
    const tasks = kinds.flatMap((kind) =>
      variants[kind].map((name): readonly [Variant, string] => [
        name,
        `${words.kinds[kind]}: ${words.variants[name].name}`,
      ]),
    );
    const stepChoices = [...new Set([100, 300, 600, 1000, steps])].sort((a, b) => a - b);
    return html`<div class="row">
      ${choice(words.task, variant, tasks, (value) => this.set({ variant: value }))}
      ${choice(
        words.vary,
        vary,
        varied.map((name) => [name, words.varied[name]] as const),
        (value) => this.set({ vary: value }),
      )}
      ${choice(
        words.steps,
        steps,
        stepChoices.map((known) => [known, String(known)] as const),
        (value) => this.set({ steps: value }),
      )}
    </div>`;
  }

  private about() {
    const words = tasksMessages[this.locale];
    const { variant } = this.given;
    return html`<section>
      <p>${words.variants[variant].about}</p>
      <div role="group" aria-label=${words.examples}>${examples(this.locale, this.given)}</div>
      <details>
        <summary>${words.modelsTitle}</summary>
        <p>${words.modelsAbout[kindOf(variant)]}</p>
      </details>
    </section>`;
  }

  private get status(): string {
    const words = tasksMessages[this.locale];
    if (this.live) {
      const { model, point, attempt } = this.live.trial;
      const place = pointsOf(this.given)[point];
      return words.running(words.models[model], place ? pointName(this.locale, this.given, place) : "", attempt + 1);
    }
    const isBusy = this.run.state === "paused" || this.run.state === "running";
    return isBusy ? words.resumable(this.done, trialsOf(this.given).length) : "";
  }

  private get progress(): number | null {
    const isBusy = this.run.state === "running" || this.run.state === "paused";
    return isBusy ? (this.live?.progress ?? this.done / trialsOf(this.given).length) : null;
  }

  private curve() {
    const words = tasksMessages[this.locale];
    const { variant, vary } = this.given;
    const kind = kindOf(variant);
    const standings = standingsOf(this.given, this.current.results);
    const series = modelsOf[kind].map((model): ChartSeries => {
      const spreads = standings.map((standing) => standing.spreads.get(model));
      return {
        label: words.models[model],
        values: spreads.map((spread) => spread?.mean ?? null),
        low: spreads.map((spread) => spread?.low ?? null),
        high: spreads.map((spread) => spread?.high ?? null),
      };
    });
    const { counted } = words.variants[variant];
    const axis = words.axes[vary === "amount" ? "amount" : kind];
    return html`<section>
      <h3>${words.curve(counted)}</h3>
      <attention-chart
        lang=${this.locale}
        .label=${words.curveLabel(counted, axis)}
        .x=${standings.map(({ point }) => point[vary])}
        .series=${series}
        .xTitle=${axis}
        .yTitle=${words.accuracy}
        .yRange=${accuracyRange}
        .doubling=${true}
      ></attention-chart>
      <p class="note">${words.band}</p>
    </section>`;
  }

  private reading() {
    const words = tasksMessages[this.locale];
    return html`<section>
      <h3>${words.reading}</h3>
      <ul class="reading">${sentencesOf(this.locale, this.current).map((sentence) => html`<li>${sentence}</li>`)}</ul>
    </section>`;
  }

  private seen(attended: Attended) {
    const words = tasksMessages[this.locale];
    const size = Math.sqrt(attended.weights.length);
    const isTranslation = attended.alignment !== undefined;
    const [rows, columns] = this.labelsOf(attended, size);
    const { length } = pointsOf(this.given).at(-1) ?? { length: size };
    return html`<section>
      <h3>${isTranslation ? words.alignment : words.weights}</h3>
      <div class="seen">
        <attention-heatmap
          lang=${this.locale}
          .data=${attended.weights}
          .shape=${[size, size]}
          .range=${[0, 1]}
          .rowLabels=${rows}
          .columnLabels=${columns}
          row-title=${isTranslation ? words.targetTitle : words.queryTitle}
          column-title=${isTranslation ? words.sourceTitle : words.keyTitle}
        ></attention-heatmap>
        ${kindOf(this.given.variant) === "pictures" ? picture(words.examples, attended.example, length) : nothing}
      </div>
    </section>`;
  }

  /** Names of the rows and of the columns. */
  private labelsOf({ example, alignment = [] }: Attended, size: number): readonly (readonly string[])[] {
    const words = tasksMessages[this.locale];
    const { variant } = this.given;
    switch (variant) {
      case "query":
      case "negation": {
        const tokens = example.map((id) => wordOf(helpMessages[this.locale], variant, id).text);
        return [tokens, tokens];
      }
      case "adjectives":
      case "reverse": {
        const target = alignment.map((word) => example[word] ?? 0);
        return [wordsOf(words.targetWords, target), wordsOf(words.sourceWords, example)];
      }
      case "shapes":
      case "twins": {
        const across = side / patchOf(size)[1];
        const patches = Array.from({ length: size }, (_, i) =>
          words.patch(Math.floor(i / across) + 1, (i % across) + 1),
        );
        return [patches, patches];
      }
      default:
        return variant satisfies never;
    }
  }

  private outcome() {
    const words = tasksMessages[this.locale];
    const { current } = this;
    return html`${this.curve()}
      ${this.isWhole ? this.reading() : nothing}
      ${this.isWhole && current.attended ? this.seen(current.attended) : nothing}
      <details>
        <summary>${words.numbers}</summary>
        ${numbersTable(this.locale, current)}
      </details>`;
  }

  private runs() {
    const words = tasksMessages[this.locale];
    const actions = {
      show: (settings: TasksSettings) => this.set(settings),
      forget: (settings: TasksSettings) => this.forget(settings),
    };
    return html`<section>
      <h3>${words.runs}</h3>
      <p class="note">${words.runsAbout}</p>
      ${runsTable(this.locale, this.kept.runs, this.given, actions)}
      <div><button class="button" @click=${this.download}>${words.download}</button></div>
    </section>`;
  }

  protected override render() {
    if (!this.isOpen) return nothing;
    const words = tasksMessages[this.locale];
    const { variant } = this.given;
    const prediction = this.kept.predictions[variant] ?? null;
    const { current } = this;
    const isShown = prediction !== null && (current.results.length > 0 || this.run.state === "running");
    // A run that the learner has not predicted says nothing before the prediction.
    const runs = this.kept.runs.filter(
      ({ settings, results }) => results.length > 0 && settings.variant in this.kept.predictions,
    );
    return html`<div class="stack">
      ${this.controls()}
      ${this.about()}
      ${keyed(
        variant,
        html`<attention-prediction
          lang=${this.locale}
          .question=${words.ask}
          .options=${verdicts.map((value) => ({ value, label: words.options[value] }))}
          .prediction=${prediction}
          .outcome=${this.isWhole && prediction !== null ? outcomeOf(this.locale, prediction, current) : null}
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
        @attention-seed=${({ detail }: CustomEvent<number>) => this.set({ seed: detail })}
      ></attention-run-bar>
      ${isShown ? this.outcome() : nothing}
      ${runs.length ? this.runs() : nothing}
    </div>`;
  }
}

const accuracyRange: readonly [number, number] = [0, 1];

define("attention-lab-tasks", AttentionLabTasks);
