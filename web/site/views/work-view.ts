import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { define, judgeOf } from "../../elements/toolkit.js";
import "../../elements/exercise/python/attention-python-status.js";
import { type Head, languageNames, languages, say, type Text } from "../../format/index.js";
import type { QuestionHead } from "../../questions/index.js";
import { type Item, itemOf, keyOf } from "../review/item.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import { offlineWords } from "../words/offline.js";
import { workWords } from "../words/work.js";
import { saveFile } from "../work/save-file.js";
import {
  type Change,
  changesOf,
  changesTo,
  ImportError,
  largestFile,
  mergedWork,
  partOf,
  type ReadFile,
  readWorkFile,
  type Work,
  type WorkChanges,
  writeWorkFile,
} from "../work/work-file.js";
import { keepsAside } from "./kept-aside.js";

type Step =
  | { readonly at: "start" }
  | { readonly at: "failed"; readonly error: ImportError }
  | { readonly at: "preview"; readonly file: ReadFile; readonly changes: readonly Change[] }
  | { readonly at: "done"; readonly imported: readonly Change[]; readonly before: Work; readonly after: Work }
  | { readonly at: "undone" };

/** As many as somebody reads. */
const mostRows = 300;
const mostPlaces = 8;

/** Of so many changes, how many are of exercises, and how many of questions. */
const amounts = (changes: readonly Change[]): [exercises: number, questions: number] => [
  changes.filter(({ kind }) => kind === "exercise").length,
  changes.filter(({ kind }) => kind === "question").length,
];

/** Export and import of all code and progress as one file. */
export class DojoWorkView extends SiteElement {
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) work: Work = {
    exercises: new Map(),
    questions: new Map(),
    reviews: new Map(),
    earlier: new Map(),
  };
  @property({ attribute: false }) store: Storage | null = null;
  @property({ attribute: false }) catalogue?: readonly Head[];

  /** Loaded when a file names some. */
  @state() private questions: readonly QuestionHead[] | undefined;

  @state() private step: Step = { at: "start" };

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 46rem;
        margin: 0 auto;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.75rem, 1.4rem + 1.5vw, 2.25rem);
        font-weight: 750;
        line-height: 1.15;
        letter-spacing: -0.025em;
      }
      .intro {
        margin-top: 0.75rem;
        color: var(--ink-2);
        text-wrap: pretty;
      }
      section {
        margin-top: 2rem;
        padding-top: 1.5rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        font-size: 1.125rem;
        font-weight: 700;
      }
      section > p {
        margin: 0.25rem 0 1rem;
        color: var(--ink-2);
      }
      h3 {
        font-size: 1rem;
        font-weight: 650;
      }
      .preview {
        margin-top: 1.25rem;
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .preview:focus {
        outline: none;
      }
      .muted {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        margin-block: 0.75rem 1rem;
        border-collapse: collapse;
        font-size: 0.9375rem;
      }
      th,
      td {
        padding: 0.375rem 1rem 0.375rem 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
        vertical-align: baseline;
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      thead th {
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      .replaced {
        color: var(--warn);
        font-weight: 600;
      }
      .added,
      .history {
        color: var(--good);
        font-weight: 600;
      }
      .same,
      .newer {
        color: var(--ink-3);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .error {
        margin-top: 1rem;
        padding: 0.75rem 1rem;
        border-radius: var(--radius);
        background: var(--bad-wash);
        color: var(--bad);
        overflow-wrap: anywhere;
      }
      .error ul {
        margin: 0.25rem 0;
        padding-inline-start: 1.25rem;
      }
      .preview .error {
        margin-bottom: 0.75rem;
        background: var(--warn-wash);
        color: var(--warn);
      }
      .done {
        margin-top: 1rem;
      }
    `,
  ];

  protected override render() {
    const data = workWords[this.locale];
    const { exercises, questions } = this.counts;
    return html`
      <h1 tabindex="-1">${data.title}</h1>
      <p class="intro">${data.intro}</p>
      <section aria-labelledby="export">
        <h2 id="export">${data.export}</h2>
        <p>${data.exportText(exercises, questions)}</p>
        <button class="button" aria-disabled=${exercises + questions === 0} @click=${this.save}>${data.exportButton}</button>
      </section>
      <section aria-labelledby="import">
        <h2 id="import">${data.import}</h2>
        <p>${data.importText}</p>
        <input type="file" accept="application/json,.json" hidden @change=${this.choose} />
        <button class="button" @click=${() => this.renderRoot.querySelector("input")?.click()}>${data.importButton}</button>
        <div role="status">${this.outcome()}</div>
      </section>
      <dojo-kept-aside lang=${this.locale} .store=${this.store}></dojo-kept-aside>
      ${this.offline()}
    `;
  }

  private offline() {
    const words = offlineWords[this.locale];
    const judge = judgeOf(this.ownerDocument, "");
    const [downloaded] = languageNames.filter((language) => languages[language].downloaded);
    if (!downloaded) return nothing;
    const load = () => void judge.prepare(downloaded).catch(() => {}); // The status says what went wrong.
    return html`<section aria-labelledby="offline">
      <h2 id="offline">${words.title}</h2>
      <p>${words.text}</p>
      <attention-python-status lang=${this.locale} .judge=${judge} @load=${load}></attention-python-status>
    </section>`;
  }

  /** How many exercises and questions there is anything of. */
  private get counts() {
    const reviewed = (kind: Change["kind"]) =>
      [...this.work.reviews.keys()].flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
    return {
      exercises: new Set([...this.work.exercises.keys(), ...reviewed("exercise")]).size,
      questions: new Set([...this.work.questions.keys(), ...reviewed("question")]).size,
    };
  }

  private outcome() {
    const { step } = this;
    const data = workWords[this.locale];
    switch (step.at) {
      case "start":
        return nothing;
      case "failed":
        return html`<p class="error">${this.complaint(step.error)}</p>`;
      case "preview":
        return this.preview(step.file, step.changes);
      case "done":
        return html`<p class="done">${data.done(...amounts(step.imported))} <button class="link" @click=${() => this.undo(step.before, step.after)}>${data.undo}</button></p>`;
      case "undone":
        return html`<p class="done">${data.undone}</p>`;
      default:
        return step satisfies never;
    }
  }

  private complaint({ problem, where }: ImportError): string {
    const { errors } = workWords[this.locale];
    switch (problem) {
      case "damaged":
        return errors.damaged(where);
      case "no-room":
        return errors["no-room"](keepsAside(this.store));
      default:
        return errors[problem];
    }
  }

  private preview(file: ReadFile, changes: readonly Change[]) {
    const data = workWords[this.locale];
    const effective = changes.filter(({ effect }) => effect !== "same" && effect !== "newer");
    const isNewer = changes.some(({ effect }) => effect === "newer");
    const when = () =>
      new Intl.DateTimeFormat(this.locale === "zh" ? "zh-CN" : "en-GB", {
        dateStyle: "long",
        timeStyle: "short",
      }).format(new Date(file.saved));
    return html`<div class="preview" tabindex="-1">
      <h3>${data.preview}</h3>
      ${file.saved ? html`<p class="muted">${data.from(when())}</p>` : nothing}
      ${this.leftOut(file)}
      <div class="scroll"><table>
        <thead><tr><th scope="col">${data.item}</th><th scope="col">${data.change}</th></tr></thead>
        <tbody>${changes.slice(0, mostRows).map((change) => this.row(change))}</tbody>
      </table></div>
      ${changes.length > mostRows ? html`<p class="muted">${data.more(changes.length - mostRows)}</p>` : nothing}
      ${isNewer ? html`<p class="muted">${data.newerStays}</p>` : effective.length ? nothing : html`<p class="muted">${data.nothing}</p>`}
      <div class="actions">
        ${effective.length ? html`<button class="button primary" @click=${() => this.confirm(file, effective)}>${data.confirm(...amounts(effective))}</button>` : nothing}
        <button class="button" @click=${this.cancel}>${data.cancel}</button>
      </div>
    </div>`;
  }

  private leftOut({ leftOut }: ReadFile) {
    const data = workWords[this.locale];
    const more = leftOut.length - mostPlaces;
    if (leftOut.length === 0) return nothing;
    return html`<div class="error"><p>${data.leftOut(leftOut.length)}</p>
      <ul>${leftOut.slice(0, mostPlaces).map((place) => html`<li><code>${place}</code></li>`)}</ul>
      ${more > 0 ? html`<p>${data.more(more)}</p>` : nothing}</div>`;
  }

  private row({ kind, slug, effect, solvedHere, solvedInFile }: Change) {
    const data = workWords[this.locale];
    const known: readonly { readonly slug: string; readonly title: Text }[] =
      (kind === "exercise" ? this.catalogue : this.questions) ?? [];
    const title = known.find((item) => item.slug === slug)?.title;
    const shown = title ? say(title, this.locale) : slug;
    const solved = solvedHere ? data.keptSolved : solvedInFile ? data.solvedInFile : "";
    return html`<tr>
      <th scope="row">${shown} <span class="muted">· ${data[kind]}</span></th>
      <td><span class=${effect}>${data[effect]}</span>${solved ? html` <span class="muted">· ${solved}</span>` : nothing}</td>
    </tr>`;
  }

  private save(): void {
    const { exercises, questions } = this.counts;
    if (exercises + questions === 0) return;
    const saved = new Date().toISOString();
    saveFile(`attention-dojo-${saved.slice(0, 10)}.json`, "application/json", writeWorkFile({ saved, ...this.work }));
  }

  private async choose(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (!file || !this.progress) return;
    try {
      const work = await this.read(file);
      const changes = changesOf(this.work, work, this.isNewer);
      if (changes.some(({ kind }) => kind === "question")) await this.loadQuestions();
      this.step = { at: "preview", file: work, changes };
      await this.focusOn(".preview");
    } catch (error) {
      this.step = { at: "failed", error: error instanceof ImportError ? error : new ImportError("unreadable") };
    }
  }

  private readonly isNewer = (item: Item): boolean => {
    const { progress } = this;
    if (!progress) return false;
    const records = item.kind === "exercise" ? progress.exercises : progress.questions;
    return records.isNewer(item.slug) || progress.reviews.isNewer(keyOf(item));
  };

  private async loadQuestions(): Promise<void> {
    const { listQuestions } = await import("../../questions/index.js");
    this.questions ??= await listQuestions();
  }

  private async read(file: File): Promise<ReadFile> {
    if (file.size > largestFile) throw new ImportError("too-large");
    return readWorkFile(await file.text());
  }

  private confirm(file: ReadFile, imported: readonly Change[]): void {
    const { work: before, progress } = this;
    if (!progress) return;
    const after = mergedWork(before, partOf(file, imported));
    this.replace(changesTo(after, before, before));
    if (progress.troubles.has("full")) {
      this.replace(changesTo(before, after, after));
      this.step = { at: "failed", error: new ImportError("no-room") };
      return;
    }
    keepReplaced(progress, before, after);
    this.step = { at: "done", imported, before, after };
    void this.focusOn("[role=status] button");
  }

  private undo(before: Work, after: Work): void {
    this.replace(changesTo(before, after, this.work));
    this.step = { at: "undone" };
    void this.focusOn("[aria-labelledby=import] .button");
  }

  private replace({ exercises, questions, reviews, earlier }: WorkChanges): void {
    const { progress } = this;
    if (!progress) return;
    progress.exercises.replace(exercises);
    progress.questions.replace(questions);
    progress.reviews.replace(reviews);
    for (const [key, texts] of earlier) {
      const item = itemOf(key);
      const records = item?.kind === "question" ? progress.questions : progress.exercises;
      if (item) records.earlier.replace(item.slug, texts ?? []);
    }
  }

  private cancel(): void {
    this.step = { at: "start" };
    void this.focusOn("[aria-labelledby=import] .button");
  }
}

/** What the file took the place of becomes earlier code, and earlier answers. */
function keepReplaced({ exercises, questions }: Progress, before: Work, after: Work): void {
  for (const [slug, { sources }] of before.exercises)
    for (const language of languageNames) {
      const source = sources[language];
      const isReplaced = source !== undefined && source !== after.exercises.get(slug)?.sources[language];
      if (isReplaced) exercises.earlier.keep(slug, source, language);
    }
  for (const [slug, { written }] of before.questions)
    if (written.trim() && written !== after.questions.get(slug)?.written) questions.earlier.keep(slug, written);
}

define("dojo-work-view", DojoWorkView);
