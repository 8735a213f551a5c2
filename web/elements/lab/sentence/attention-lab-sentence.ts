import { html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import { defaultLanguage, type Head, type Language, languageNames, say } from "../../../format/index.js";
import type { Kernels } from "../../../kernels/index.js";
import { type Attention, attend } from "../../../lab/sentence/attend.js";
import { cellOf } from "../../../lab/sentence/cell.js";
import { changeWhenReversed, strongest, weightsOf } from "../../../lab/sentence/reading.js";
import {
  defaultSettings,
  mostText,
  type PositionKind,
  readSettings,
  readText,
  type SentenceSettings,
  tokenWays,
  weightKinds,
  writeSettings,
} from "../../../lab/sentence/settings.js";
import { type Tokenised, tokenise } from "../../../lab/sentence/tokenise.js";
import { attendTrained, readTrained, type TrainedModel } from "../../../lab/sentence/trained.js";
import { kernelsOf } from "../../heatmap/weights/kernels-of.js";
import { define } from "../../shared/define.js";
import { type Failure, failureOf, readableFailure } from "../../shared/readable-failure.js";
import { LabElement } from "../shared/lab-element.js";
import "../shared/attention-prediction.js";
import { labMessages } from "../shared/lab-text.js";
import type { Place } from "./attention-linked-heatmap.js";
import "./attention-linked-heatmap.js";
import "./attention-sentence-arcs.js";
import "./attention-sentence-cell.js";
import "./attention-sentence-code.js";
import "./attention-sentence-output.js";
import "./attention-sentence-path.js";
import "./attention-sentence-switches.js";
import { labSentenceStyles } from "./lab-sentence-styles.js";
import { practiceFor } from "./practice.js";
import { type LastSwitch, readingOf } from "./sentence-reading.js";
import { segments } from "./sentence-styles.js";
import { type Stage, sentenceMessages, stages, switchNames } from "./sentence-text.js";
import { darkestOf, type Looked, type Matrices, markOf, stageMatrices } from "./stage-matrix.js";

/** What is kept over a reload beside the settings. */
interface View {
  readonly stage: Stage;
  readonly language: Language;
}

/** How long the learner must leave a setting alone before the address tells it: browsers limit how often that may change. */
const quietMs = 300;

/** A sentence on its way through attention: tokens, q, k, scores, weights, output, and one weight number by number. */
export class AttentionLabSentence extends LabElement {
  readonly name = "sentence";

  @state() private chosen: SentenceSettings = defaultSettings;
  @state() private view: View = { stage: "weights", language: languageNames[0] ?? defaultLanguage };
  @state() private kernels: Kernels | undefined;
  @state() private failure: Failure | undefined;
  /** The model that another lab has trained on this device, if one has. */
  @state() private trained: TrainedModel | null = null;
  /** What the pointer is on, which is looked at as long as it is there. */
  @state() private pointed: { readonly token: number; readonly key: number | null } | null = null;
  /** What there is to practise; only the page that has exercises links to them. */
  @state() private exercises: readonly Head[] = [];

  // Made from the settings before every drawing, but for what the pointer does.
  private tokenised: Tokenised = { tokens: [], total: 0, merges: [] };
  private attention: Attention | undefined;
  private matrices: Matrices | undefined;
  /** Of the tokens, as they are drawn; and as they are named, with a number where a token comes twice. */
  private labels: readonly string[] = [];
  private names: readonly string[] = [];
  /** What became of the prediction; null: to be computed. */
  private outcome: string | null = null;
  private last: LastSwitch | null = null;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  static override styles = [super.styles, segments, labSentenceStyles];

  // ——— Settings and work

  protected takeSettings(settings: URLSearchParams): void {
    this.chosen = readSettings(settings);
    this.pointed = null;
    this.last = null;
    this.outcome = null;
  }

  protected giveSettings(): URLSearchParams {
    return writeSettings(this.chosen);
  }

  protected takeWork(work: unknown): void {
    const { stage, language } = Object(work) as { readonly [Key in keyof View]?: unknown };
    this.view = {
      stage: stages.find((known) => known === stage) ?? this.view.stage,
      language: languageNames.find((known) => known === language) ?? this.view.language,
    };
  }

  private remember(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.keep(this.view);
  }

  private set(change: Partial<SentenceSettings>): void {
    const before = this.chosen;
    this.chosen = { ...before, ...change };
    if ("heads" in change || "weights" in change) this.chosen = { ...this.chosen, head: 0 };
    this.pointed = null;
    const name = switchNames.find((known) => known in change);
    const isOtherText = "text" in change || "tokens" in change || "merges" in change;
    if (isOtherText) this.last = null;
    else if (name && this.attention && name !== this.last?.name)
      this.last = { name, settings: before, attention: this.attention };
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.settle(), quietMs);
  }

  /** What may come a little later than the pictures. */
  private settle(): void {
    this.changed();
    this.outcome = null;
    this.requestUpdate();
  }

  private turnRound(): void {
    const last = this.tokenised.tokens.length - 1;
    const { token, key } = this.looked;
    this.set({ backwards: !this.chosen.backwards, token: last - token, key: last - key });
  }

  private reset(): void {
    const { text, tokens, merges } = this.chosen;
    this.set({ ...defaultSettings, text, tokens, merges });
    this.last = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.loadKernels();
    void this.readTrained();
  }

  private async readTrained(): Promise<void> {
    this.trained = readTrained(await this.memory.read("trained").catch(() => undefined));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.quiet);
    if (this.isOpen) this.changed();
  }

  protected override firstUpdated(): void {
    if (this.linkOf) void this.loadExercises();
  }

  private async loadExercises(): Promise<void> {
    const { listExercises } = await import("../../../exercises/library.js");
    this.exercises = await listExercises();
  }

  private async loadKernels(): Promise<void> {
    this.failure = undefined;
    try {
      this.kernels = await kernelsOf(this);
    } catch (error) {
      this.failure = failureOf(error);
      this.send("attention-lab-error", { message: error instanceof Error ? error.message : String(error) });
    }
  }

  // ——— Computing

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const isPointing = changed.size === 1 && changed.has("pointed");
    if (changed.has("lang")) {
      // Another language may begin with another sentence.
      this.outcome = null;
      this.last = null;
    }
    if (!this.isOpen || isPointing) return;
    this.cut();
    if (this.kernels && this.tokenised.tokens.length > 0) this.compute(this.kernels);
  }

  private get sentence(): string {
    return this.chosen.text ?? this.words.start.text;
  }

  private cut(): void {
    const { tokens: way, merges, backwards } = this.chosen;
    const forwards = tokenise(this.sentence, way, merges ?? undefined);
    this.tokenised = backwards ? { ...forwards, tokens: forwards.tokens.toReversed() } : forwards;
    this.labels = this.tokenised.tokens.map(({ label }) => label);
    const isOnly = (label: string) => this.labels.indexOf(label) === this.labels.lastIndexOf(label);
    this.names = this.labels.map((label, i) => (isOnly(label) ? label : `${label} (${i + 1})`));
  }

  private compute(kernels: Kernels): void {
    const { tokens } = this.tokenised;
    const { chosen, trained } = this;
    const isTrained = chosen.weights === "trained" && trained !== null;
    this.attention = isTrained ? attendTrained(kernels, trained, tokens, chosen) : attend(kernels, tokens, chosen);
    this.matrices = stageMatrices(this.attention, this.head, {
      tokens: this.labels,
      sink: this.words.sinkLabel,
    });
    if (this.prediction !== null) this.outcome ??= this.outcomeOf(kernels);
  }

  private outcomeOf(kernels: Kernels): string {
    const { words } = this;
    const { tokens } = this.tokenised;
    const change = (positions: PositionKind) => changeWhenReversed(kernels, tokens, this.chosen, positions);
    const written = (positions: PositionKind) => change(positions).toFixed(2);
    return [
      this.prediction === "same" ? words.right : words.wrong,
      words.reversed((Math.max(Math.ceil(change("none") * 1e4), 1) / 1e4).toFixed(4)),
      words.reversedWith({ sinusoidal: written("sinusoidal"), rotary: written("rotary"), alibi: written("alibi") }),
    ].join(words.space);
  }

  /** What is looked at: under the pointer, else as chosen, else what is worth a look. */
  private get looked(): Looked {
    const { chosen, pointed, attention } = this;
    const last = Math.max(this.tokenised.tokens.length - 1, 0);
    const usual = chosen.text === null && chosen.tokens === "words" ? this.words.start.token : 0;
    const token = Math.min(pointed?.token ?? chosen.token ?? usual, last);
    const key = pointed ? pointed.key : chosen.key;
    const { head } = this;
    if (key !== null && key <= last) return { head, token, key };
    if (!attention || attention.size <= token) return { head, token, key: token };
    return { head, token, key: strongest(weightsOf(attention, head, token), token) ?? token };
  }

  private get head(): number {
    return Math.min(this.chosen.head, (this.attention?.heads ?? 1) - 1);
  }

  // ——— Drawing

  private get words() {
    return sentenceMessages[this.locale];
  }

  private look(token: number | null, key: number | null = null): void {
    const { pointed } = this;
    if (token === pointed?.token && key === pointed?.key) return;
    this.pointed = token === null ? null : { token, key };
  }

  /** The token and the key that a cell of the large matrix is about. */
  private placeOf({ row, column }: Place): { readonly token: number; readonly key: number | null } {
    const { token } = this.looked;
    switch (this.view.stage) {
      case "scores":
      case "weights":
        return { token: row, key: column < this.tokenised.tokens.length ? column : null };
      case "q":
      case "output":
        return { token: row, key: null };
      case "k":
      case "v":
        return { token: this.chosen.token ?? token, key: row };
      default:
        return this.view.stage satisfies never;
    }
  }

  protected override render() {
    if (!this.isOpen) return nothing;
    const { words } = this;
    const isEmpty = this.tokenised.tokens.length === 0;
    return html`<div class="lab">${this.input()} ${isEmpty ? html`<p class="note">${words.empty}</p>` : this.pictures()}</div>`;
  }

  private input() {
    const { words, chosen, tokenised } = this;
    const write = (event: Event) => {
      const field = event.target as HTMLTextAreaElement;
      const text = readText(field.value);
      if (text !== field.value) field.value = text;
      this.set({ text, token: null, key: null });
    };
    return html`<section class="input">
      <label class="field">${words.sentence}
        <textarea rows="2" maxlength=${mostText} spellcheck="false" dir="auto" .value=${this.sentence} @input=${write}></textarea></label>
      <div class="row">
        <fieldset class="ways">
          <legend>${words.cutInto}</legend>
          <div class="segments">${tokenWays.map(
            (
              way,
            ) => html`<label><input class="visually-hidden" type="radio" name="tokens" .checked=${way === chosen.tokens}
              @change=${() => this.set({ tokens: way, token: null, key: null, merges: null })} />${words.ways[way]}</label>`,
          )}</div>
        </fieldset>
        <p class="note" role="status">${
          tokenised.total > tokenised.tokens.length
            ? words.cut(tokenised.tokens.length, tokenised.total)
            : words.tokenCount(tokenised.total)
        }</p>
      </div>
      ${chosen.tokens === "bytes" ? this.merges() : nothing}
    </section>`;
  }

  private merges() {
    const { words } = this;
    const { merges } = this.tokenised;
    if (merges.length === 0) return html`<p class="note">${words.noMerges}</p>`;
    const made = Math.min(this.chosen.merges ?? merges.length, merges.length);
    const move = (event: Event) => {
      const value = (event.target as HTMLInputElement).valueAsNumber;
      this.set({ merges: value === merges.length ? null : value, token: null, key: null });
    };
    return html`<div class="merges">
      <label class="field inline">${words.merges}
        <input type="range" min="0" max=${merges.length} step="1" .value=${String(made)} @input=${move} aria-valuetext=${words.mergesOf(made, merges.length)} />
        <span aria-hidden="true">${words.mergesOf(made, merges.length)}</span></label>
      <ol aria-label=${words.merges}>${merges.map(
        (
          { left, right, whole, count },
          i,
        ) => html`<li class=${i < made ? "" : "later"} title=${words.merge(left, right, whole, count)}>
          <span>${left}</span> + <span>${right}</span><small>× ${count}</small></li>`,
      )}</ol>
      <p class="note">${words.mergesNote}</p>
    </div>`;
  }

  private pictures() {
    const isPredicted = this.prediction !== null;
    return html`<div class="grid ${isPredicted ? "open" : ""}">
      ${this.arcs()} ${this.question()} ${isPredicted ? this.results() : nothing}
    </div>`;
  }

  private arcs() {
    const { words, attention, names, looked } = this;
    const isShown = this.prediction !== null && attention !== undefined;
    const row = isShown ? weightsOf(attention, looked.head, looked.token) : null;
    return html`<section class="sentence">
      ${isShown ? html`<h3>${words.attends(names[looked.token] ?? "")}</h3>` : nothing}
      <attention-sentence-arcs
        lang=${this.locale}
        .labels=${this.labels}
        .token=${looked.token}
        .key=${looked.key}
        .row=${row}
        .hasSink=${this.chosen.sink !== null}
        .darkest=${attention ? darkestOf(attention) : 1}
        @attention-look=${({ detail }: CustomEvent<number | null>) => this.look(detail)}
        @attention-choose=${({ detail }: CustomEvent<number>) => this.set({ token: detail, key: null })}
      ></attention-sentence-arcs>
      ${isShown ? html`<p class="note">${words.attendsHint}</p>` : nothing}
    </section>`;
  }

  private question() {
    const { words, names, looked } = this;
    const options = Object.entries(words.options).map(([value, label]) => ({ value, label }));
    return html`<div class="question" tabindex="-1"><attention-prediction
      lang=${this.locale}
      .question=${words.question(names[looked.token] ?? "")}
      .options=${options}
      .prediction=${this.prediction}
      .outcome=${this.outcome}
      @attention-predict=${this.take}
    ></attention-prediction></div>`;
  }

  /** The form goes with the prediction; the focus stays where it was, and the arcs come into view. */
  private async take({ detail }: CustomEvent<string>): Promise<void> {
    this.predict(detail);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".question")?.focus({ preventScroll: true });
    this.renderRoot.querySelector(".sentence")?.scrollIntoView({ block: "nearest" });
  }

  private switches() {
    const take = ({ detail }: CustomEvent<Partial<SentenceSettings>>) =>
      "backwards" in detail ? this.turnRound() : this.set(detail);
    // A link may say "trained" on a device where nothing has been.
    const isMissing = this.chosen.weights === "trained" && this.trained === null;
    const chosen = isMissing ? { ...this.chosen, weights: defaultSettings.weights } : this.chosen;
    return html`<section class="switches">
      <header><h3>${this.words.switches}</h3><button class="link" @click=${this.reset}>${this.words.reset}</button></header>
      <attention-sentence-switches
        lang=${this.locale}
        .chosen=${chosen}
        .kinds=${weightKinds.filter((kind) => kind !== "trained" || this.trained !== null)}
        .link=${this.link}
        @attention-set=${take}
      ></attention-sentence-switches>
    </section>`;
  }

  private results() {
    const { words, attention, failure } = this;
    if (failure !== undefined) {
      return html`<section><p class="failure" role="alert">${words.kernelsFailed} ${readableFailure(failure, this.text, this.locale)}</p>
        <button class="button" @click=${this.loadKernels}>${labMessages[this.locale].retry}</button></section>`;
    }
    if (!attention) return html`<p class="note" role="status">${labMessages[this.locale].loading}</p>`;
    return html`${this.reading(attention)} ${this.switches()}
      <div class="results">${this.path(attention)} ${this.code(attention)} ${this.output(attention)} ${this.linkOf ? this.practice() : nothing}</div>`;
  }

  private path(attention: Attention) {
    const { words, looked, matrices } = this;
    if (!matrices) return nothing;
    return html`<section>
      <div class="row title"><h3>${words.path}</h3>${attention.heads > 1 ? this.headChoice(attention) : nothing}</div>
      <attention-sentence-path
        lang=${this.locale}
        .matrices=${matrices}
        .looked=${looked}
        .stage=${this.view.stage}
        @attention-choose=${({ detail }: CustomEvent<Stage>) => this.remember({ stage: detail })}
      ></attention-sentence-path>
      <p class="note">${words.pathHint}</p>
      <div class="pictures">${this.large(matrices)} ${this.oneWeight(attention)}</div>
    </section>`;
  }

  private headChoice({ heads }: Attention) {
    const { words } = this;
    return html`<fieldset class="ways inline"><legend>${words.head}</legend><div class="segments">${Array.from(
      { length: heads },
      (_, head) => html`<label><input class="visually-hidden" type="radio" name="head" .checked=${head === this.head}
        @change=${() => this.set({ head })} />${this.headName(head)}</label>`,
    )}</div></fieldset>`;
  }

  /** Heads of a trained model are named with their layer, the first of which is 1. */
  private headName(head: number): string {
    const { chosen, trained } = this;
    if (chosen.weights !== "trained" || !trained) return String(head);
    return `${Math.floor(head / trained.heads) + 1}.${head % trained.heads}`;
  }

  private large(matrices: Matrices) {
    const { words, labels } = this;
    const { stage } = this.view;
    const matrix = matrices[stage];
    const isOfTokens = stage === "scores" || stage === "weights";
    const look = ({ detail }: CustomEvent<Place | null>) => {
      const place = detail && this.placeOf(detail);
      this.look(place?.token ?? null, place?.key ?? null);
    };
    return html`<attention-linked-heatmap
      lang=${this.locale}
      fixed
      .data=${matrix.data}
      .shape=${matrix.shape}
      .mask=${matrix.visible}
      .range=${matrix.range}
      .colors=${matrix.colors}
      .mark=${markOf(stage, this.looked)}
      .label=${words.matrixOf(words.stages[stage], (this.attention?.heads ?? 1) > 1 ? this.headName(this.head) : null)}
      .rowTitle=${isOfTokens ? words.query : words.token}
      .columnTitle=${isOfTokens ? words.key : words.feature}
      .rowLabels=${labels}
      .columnLabels=${matrix.columnLabels}
      @attention-look=${look}
      @attention-choose=${({ detail }: CustomEvent<Place>) => this.set(this.placeOf(detail))}
    ></attention-linked-heatmap>`;
  }

  private oneWeight(attention: Attention) {
    const { words, chosen, names, looked } = this;
    const cell = cellOf(attention, looked.head, looked.token, looked.key);
    const choose = (event: Event) =>
      this.set({ token: looked.token, key: Number((event.target as HTMLSelectElement).value) });
    return html`<div class="weight">
      <h4>${words.oneWeight}</h4>
      <p class="pair"><span>${words.query} <b><bdi>${names[looked.token]}</bdi></b></span>
        <label>${words.key} <select @change=${choose}>${names.map(
          (name, key) => html`<option value=${key} .selected=${key === looked.key}>${name}</option>`,
        )}</select></label></p>
      <attention-sentence-cell lang=${this.locale} .cell=${cell} .chosen=${chosen} .names=${names}></attention-sentence-cell>
    </div>`;
  }

  private code(attention: Attention) {
    const { words, chosen, names, looked } = this;
    const cell = cellOf(attention, looked.head, looked.token, looked.key);
    return html`<section>
      <h3>${words.code}</h3>
      <attention-sentence-code lang=${this.locale} .cell=${cell} .chosen=${chosen} .names=${names} .language=${this.view.language}
        @attention-choose=${({ detail }: CustomEvent<Language>) => this.remember({ language: detail })}></attention-sentence-code>
    </section>`;
  }

  private output(attention: Attention) {
    const { words, names, looked } = this;
    return html`<section>
      <h3>${words.outputTitle(names[looked.token] ?? "")}</h3>
      <p class="note">${words.outputHint}</p>
      <attention-sentence-output lang=${this.locale} .attention=${attention} .looked=${looked} .names=${names}></attention-sentence-output>
    </section>`;
  }

  private reading(attention: Attention) {
    const { words, chosen: settings, names, looked, last } = this;
    return html`<section class="reading">
      <h3>${words.reading}</h3>
      ${readingOf({ settings, attention, looked, names }, last, words).map((said) => html`<p>${said}</p>`)}
    </section>`;
  }

  private practice() {
    const heads = practiceFor(this.chosen).flatMap((slug) => this.exercises.find((head) => head.slug === slug) ?? []);
    if (heads.length === 0) return nothing;
    return html`<section>
      <h3 id="practise">${this.words.practise}</h3>
      <ul class="practice" aria-labelledby="practise">${heads.map(
        ({ slug, title }) => html`<li><a href="#/exercise/${slug}">${say(title, this.locale)}</a></li>`,
      )}</ul>
    </section>`;
  }
}

define("attention-lab-sentence", AttentionLabSentence);
