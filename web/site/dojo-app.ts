import { css, html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import {
  define,
  type ExerciseEvents,
  type Locale,
  type QuestionEvents,
  type Theme,
  whenIdle,
} from "../elements/toolkit.js";
import { listExercises } from "../exercises/index.js";
import type { Head } from "../format/index.js";
import { languageNames } from "../format/index.js";
import { autoIcon, logo, moonIcon, sunIcon } from "./icons.js";
import type { InterviewKeeper } from "./interview/keeper.js";
import type { Running } from "./interview/running-interview.js";
import type { TaskMemory } from "./interview/task-memory.js";
import { keepPlaces, type Place, placeHere, scrollBackTo } from "./places.js";
import { isPlainKey } from "./plain-key.js";
import { startOfDay } from "./review/day.js";
import { createDueCount } from "./review/due.js";
import { type Item, keyOf } from "./review/item.js";
import { recordAnswer, recordResult, recordSolved } from "./review/outcomes.js";
import { hrefOf, parseRoute, type Route } from "./routes.js";
import { SiteElement } from "./site-element.js";
import { interviewKey, mayInterviewRun } from "./storage/interview-mark.js";
import { createProgress } from "./storage/progress.js";
import { browserStorage } from "./storage/records.js";
import { readSettings, type Settings, writeSettings } from "./storage/settings.js";
import { applyTheme } from "./theme.js";
import type { Work } from "./work/work-file.js";

// A view is loaded when it is first opened.
const views: Readonly<Record<Route["view"], () => Promise<unknown>>> = {
  list: () => import("./views/exercise-list.js"),
  exercise: () => import("./views/exercise-view.js"),
  questions: () => import("./views/question-list.js"),
  question: () => import("./views/question-view.js"),
  review: () => import("./views/review-view.js"),
  interview: () => import("./views/interview-view.js"),
  work: () => import("./views/work-view.js"),
  lab: () => import("./lab/lab-view.js"),
  docs: () => import("./docs/docs-view.js"),
  missing: () => import("./views/missing-view.js"),
};

const nothingAsked: ReadonlySet<string> = new Set();

/** When everything that a first visit needs has long been loaded. */
const settleMs = 3000;

/** The page: header, one view, footer. Knows the address, the settings and the stored work. */
export class DojoApp extends SiteElement {
  private readonly store = browserStorage();
  private readonly progress = createProgress(this.store);
  private readonly dueToday = createDueCount(this.progress);

  @state() private settings: Settings = readSettings(this.store, navigator.language);
  @state() private route: Route = parseRoute(location.hash);
  /** The view drawn, once its code is here. */
  @state() private ready: Route["view"] | null = null;
  @state() private catalogue: readonly Head[] | undefined;
  /** How much is due for review today. */
  @state() private due = 0;

  /** Keeps the one interview there is; created where there may be one. */
  private keeper: InterviewKeeper | undefined;
  private tasks: TaskMemory | undefined;

  /** The interview that is going on, wherever the reader is. */
  @state() private running: Running | null = null;

  /** Whether what keeps the page for visits without a network is here. */
  @state() private settled = false;

  private ends: (() => void) | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        --gutter: max(clamp(1rem, 3vw, 2.5rem), env(safe-area-inset-left), env(safe-area-inset-right));
        display: grid;
        grid-template-rows: auto auto 1fr auto auto;
        min-height: 100vh;
        min-height: 100dvh;
        background: var(--paper);
      }
      .skip {
        position: absolute;
        inset: 0.5rem auto auto 0.5rem;
        z-index: 10;
        transform: translateY(-200%);
      }
      .skip:focus {
        transform: none;
      }
      header {
        position: sticky;
        top: 0;
        z-index: 5;
        border-bottom: 1px solid var(--line);
        background: var(--paper);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 0 1.75rem;
        max-width: 90rem;
        min-height: 3.5rem;
        margin: 0 auto;
        padding: 0 var(--gutter);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: 0.625rem;
        min-width: var(--target);
        min-height: var(--target);
        color: var(--ink);
        font-weight: 700;
        letter-spacing: -0.015em;
        text-decoration: none;
        white-space: nowrap;
      }
      .brand svg {
        color: var(--accent);
      }
      nav {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 0 1.25rem;
        min-width: 0;
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-width: var(--target);
        min-height: var(--target);
        padding-block: 0.5rem;
        color: var(--ink-2);
        font-size: 0.9375rem;
        text-decoration: none;
        white-space: nowrap;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current] {
        color: var(--ink);
        font-weight: 600;
      }
      .due {
        display: inline-block;
        min-width: 1.25rem;
        margin-inline-start: 0.3125rem;
        padding: 0 0.3125rem;
        border-radius: 4px;
        background: var(--accent);
        color: var(--accent-ink);
        font-size: 0.75rem;
        font-weight: 650;
        line-height: 1.25rem;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      .choices {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        border: 0;
        border-radius: var(--radius);
        background: var(--sunken);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      fieldset label {
        display: grid;
        place-items: center;
        min-width: max(2rem, var(--target));
        height: max(1.875rem, var(--target));
        padding-inline: 0.375rem;
        border-radius: 4px;
        color: var(--ink-2);
        font-size: 0.8125rem;
        font-weight: 500;
        cursor: pointer;
      }
      fieldset label:hover {
        color: var(--ink);
      }
      fieldset label:has(:checked) {
        background: var(--surface);
        box-shadow: 0 0 0 1px var(--line);
        color: var(--ink);
        font-weight: 600;
      }
      fieldset label:has(:focus-visible) {
        box-shadow: var(--ring);
      }
      main {
        grid-row: 3;
        width: 100%;
        max-width: 90rem;
        margin: 0 auto;
        padding: clamp(1.25rem, 3vw, 2.5rem) var(--gutter) 4rem;
        min-width: 0;
      }
      main:focus {
        outline: none;
      }
      dojo-running-interview {
        position: sticky;
        top: 3.5rem;
        z-index: 4;
      }
      main.interviewed {
        --strip: 2.75rem;
      }
      dojo-new-version-bar {
        grid-row: 4;
      }
      footer {
        grid-row: 5;
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      footer p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 1.5rem;
        max-width: 90rem;
        margin: 0 auto;
        padding: 1.25rem var(--gutter);
      }
      /* Between a telephone, where the words have a row of their own, and a desk: the sign says the name. */
      @media (min-width: 54.01rem) and (max-width: 60rem) {
        .bar {
          column-gap: 1.25rem;
        }
        .brand span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        nav {
          column-gap: 1rem;
        }
      }
      @media (max-width: 54rem) {
        .bar {
          flex-wrap: wrap;
          padding-block: 0.625rem 0;
        }
        nav {
          order: 3;
          flex-basis: 100%;
        }
        .choices {
          margin-inline-start: auto;
          gap: 0.5rem;
        }
        header {
          position: static;
        }
        dojo-running-interview {
          top: 0;
        }
      }
      @media (max-width: 30rem) {
        nav {
          justify-content: space-between;
          gap: 0 0.25rem;
          margin-top: 0.25rem;
        }
        nav a {
          padding-block: 0.375rem;
          font-size: 0.875rem;
        }
        /* Seven words of English in one line would be too small to read. */
        nav:lang(en) {
          display: grid;
          grid-template-columns: repeat(4, auto);
        }
      }
      @media (max-width: 30rem) and (pointer: coarse) {
        .brand span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 24rem) {
        .bar {
          gap: 0 0.75rem;
        }
        .brand {
          gap: 0.5rem;
          font-size: 0.9375rem;
        }
        fieldset label {
          min-width: max(1.75rem, var(--target));
          padding-inline: 0.25rem;
        }
      }
      @media print {
        header,
        footer,
        .skip {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const follow = () => this.follow(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    const count = () => void this.countDue();
    addEventListener("hashchange", count);
    document.addEventListener("visibilitychange", count);
    const follows = ({ key }: StorageEvent) => {
      if (key === interviewKey || key === null) void this.watchInterview();
    };
    addEventListener("storage", follows);
    const keep = ({ detail }: DocumentEventMap["attention-editor-settings"]) => this.set({ editor: detail });
    document.addEventListener("attention-editor-settings", keep);
    const offer = ({ detail }: DocumentEventMap["attention-editor-keys"]) => {
      detail.load = async (keys) => (await import("./keys/other-keys.js")).loadKeys(keys);
    };
    document.addEventListener("attention-editor-keys", offer);
    const help = (event: KeyboardEvent) => {
      if (isPlainKey(event, "?")) void this.showShortcuts();
    };
    addEventListener("keydown", help);
    if (this.settings.editor) void this.settleEditors(this.settings.editor);
    const unsubscribe = this.progress.subscribe(() => {
      this.keeper?.read();
      this.requestUpdate();
      count();
    });
    const endPlaces = keepPlaces();
    this.ends = () => {
      endPlaces();
      removeEventListener("hashchange", follow);
      removeEventListener("hashchange", count);
      document.removeEventListener("visibilitychange", count);
      removeEventListener("storage", follows);
      document.removeEventListener("attention-editor-settings", keep);
      document.removeEventListener("attention-editor-keys", offer);
      removeEventListener("keydown", help);
      unsubscribe();
    };
    void this.open();
    count();
    // Whatever the reader came for goes first.
    setTimeout(() => whenIdle(() => void this.settle()), settleMs);
  }

  /** Every editor of the page follows. */
  private async settleEditors(stored: unknown): Promise<void> {
    const { chooseSettings, readEditorSettings } = await import(
      "../elements/exercise/editor/settings/editor-settings.js"
    );
    chooseSettings(document, readEditorSettings(stored));
  }

  private readonly showShortcuts = async (): Promise<void> => {
    const [{ openShortcuts }, { pageKeys }] = await Promise.all([
      import("../elements/exercise/editor/settings/open-shortcuts.js"),
      import("./words/shortcuts.js"),
    ]);
    await openShortcuts(this.renderRoot, pageKeys);
  };

  private async settle(): Promise<void> {
    try {
      await import("./offline/new-version-bar.js");
      this.settled = true;
    } catch {
      addEventListener("online", () => void this.settle(), { once: true });
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ends?.();
  }

  private follow(route: Route): void {
    this.route = route;
    void this.open(true);
  }

  private async open(moved = false): Promise<void> {
    const { route } = this;
    const place = placeHere();
    await Promise.all([views[route.view](), this.watchInterview()]);
    if (route !== this.route) return;
    this.ready = route.view;
    if (route.view === "list" || route.view === "work") void this.listExercises();
    await this.updateComplete;
    if (moved) {
      scrollTo(0, 0);
      await this.moveFocus(place);
    }
    if (place && route === this.route) scrollBackTo(place);
  }

  /** To the link that the reader left by, else to where reading begins. */
  private async moveFocus(place: Place | null): Promise<void> {
    const main = this.renderRoot.querySelector<HTMLElement>("main");
    const view = main?.querySelector("[lang]");
    const isFound =
      view instanceof SiteElement &&
      ((place?.href && (await view.focusLink(place.href))) || (await view.focusHeading()));
    if (!isFound) main?.focus({ preventScroll: true });
  }

  private readonly watchInterview = async (): Promise<void> => {
    if (!this.keeper && this.route.view !== "interview" && !mayInterviewRun(this.store)) return;
    const [{ createInterviewKeeper }, { readRunning }, { createTaskMemory }] = await Promise.all([
      import("./interview/keeper.js"),
      import("./interview/running-interview.js"),
      import("./interview/task-memory.js"),
    ]);
    this.keeper ??= createInterviewKeeper(this.store, () => this.requestUpdate());
    this.tasks ??= createTaskMemory(this.keeper.read, this.keeper.change, this.progress);
    this.running = readRunning(this.keeper, Date.now());
  };

  /** Whether it is a task of the interview that is going on. */
  private isAsked(item: Item): boolean {
    return this.running?.asked.has(keyOf(item)) ?? false;
  }

  private async countDue(): Promise<void> {
    this.due = await this.dueToday();
  }

  private async listExercises(): Promise<void> {
    this.catalogue ??= await listExercises();
  }

  override get locale(): Locale {
    return this.settings.locale;
  }

  private set(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    writeSettings(this.store, change);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("settings")) return;
    document.documentElement.lang = this.locale === "zh" ? "zh-CN" : "en";
    applyTheme(document.documentElement, this.settings.theme);
  }

  protected override updated(): void {
    const heading = this.title_();
    document.title = heading ? `${heading} — ${this.words.name}` : this.words.name;
  }

  private title_(): string {
    const { route } = this;
    switch (route.view) {
      case "list":
        return "";
      case "exercise":
      case "question":
      case "docs":
      case "lab":
        return this.toldTitle;
      case "questions":
      case "review":
      case "interview":
        return this.words[route.view];
      case "work":
        return this.words.work;
      case "missing":
        return this.words.missing.title;
      default:
        return route satisfies never;
    }
  }

  /** Told by the view of an exercise, a question or a page of the documentation, which has loaded it. */
  private toldTitle = "";

  protected override render() {
    return html`
      <a class="skip button" href="#main" @click=${this.skip}>${this.words.skip}</a>
      <header>
        <div class="bar">
          <a class="brand" href="#/">${logo}<span>${this.words.name}</span></a>
          <nav lang=${this.locale} aria-label=${this.words.navigation}>
            ${this.link({ view: "list" }, this.words.exercises)}
            ${this.link({ view: "questions" }, this.words.questions)}
            ${this.link({ view: "review" }, this.words.review, this.due)}
            ${this.link({ view: "interview" }, this.words.interview)}
            ${this.link({ view: "lab", name: "", settings: "" }, this.words.lab)}
            ${this.link({ view: "work" }, this.words.work)}
            ${this.link({ view: "docs", path: [] }, this.words.docs)}
          </nav>
          <div class="choices">${this.localeChoice()} ${this.themeChoice()}</div>
        </div>
      </header>
      ${
        this.running && this.route.view !== "interview"
          ? html`<dojo-running-interview lang=${this.locale} .interview=${this.running.interview} @dojo-time-up=${this.watchInterview}></dojo-running-interview>`
          : nothing
      }
      <main
        id="main"
        class=${this.running ? "interviewed" : ""}
        tabindex="-1"
        @dojo-title=${this.retitle}
        @attention-language=${this.rememberLanguage}
        @attention-result=${({ detail }: CustomEvent<ExerciseEvents["attention-result"]>) => recordResult(this.progress, detail)}
        @attention-solved=${({ detail }: CustomEvent<ExerciseEvents["attention-solved"]>) =>
          recordSolved(this.progress, detail.exercise, this.progress.exercises.read(detail.exercise))}
        @attention-question-answered=${({ detail }: CustomEvent<QuestionEvents["attention-question-answered"]>) => recordAnswer(this.progress, detail)}
      >
        ${this.troubles()}
        ${this.view()}
      </main>
      ${this.settled ? html`<dojo-new-version-bar lang=${this.locale}></dojo-new-version-bar>` : nothing}
      <footer><p><span>${this.words.footer}</span><button class="link" @click=${this.showShortcuts}>${this.words.shortcuts}</button></p></footer>
    `;
  }

  /** Words for what rarely happens are loaded when it does. */
  private troubles() {
    const troubles = new Set([...this.progress.troubles, ...(this.keeper?.troubles ?? [])]);
    if (troubles.size === 0) return nothing;
    void import("./troubles/trouble-bar.js");
    return html`<dojo-trouble-bar lang=${this.locale} .troubles=${troubles} .newer=${this.newerHere}></dojo-trouble-bar>`;
  }

  /** What the reader has in front of them, where nothing of it is saved because a newer version of the page has. */
  private get newerHere(): Item["kind"] | null {
    const { route, progress } = this;
    if (route.view === "exercise" && progress.exercises.isNewer(route.slug)) return route.view;
    if (route.view === "question" && progress.questions.isNewer(route.slug)) return route.view;
    return null;
  }

  private view() {
    const { route, locale } = this;
    if (this.ready !== route.view) return nothing;
    switch (route.view) {
      case "list":
        return html`<dojo-exercise-list lang=${locale} .language=${this.settings.language ?? languageNames[0]} .order=${this.settings.order} .catalogue=${this.catalogue} .records=${this.progress.exercises.all()} .reviews=${this.progress.reviews.all()} .due=${this.due} @dojo-order=${({ detail }: CustomEvent<Settings["order"]>) => this.set({ order: detail })}></dojo-exercise-list>`;
      case "exercise":
        return html`<dojo-exercise-view lang=${locale} ?exam=${this.isAsked({ kind: "exercise", slug: route.slug })} .language=${this.settings.language} .slug=${route.slug} .shared=${route.shared} .memory=${this.progress.exercises}></dojo-exercise-view>`;
      case "questions":
        return html`<dojo-question-list lang=${locale} .records=${this.progress.questions.all()}></dojo-question-list>`;
      case "question": {
        const isAsked = this.isAsked({ kind: "question", slug: route.slug });
        // What is answered now belongs to the interview, and shows nothing of what was answered before.
        const memory = isAsked ? this.tasks?.questions : this.progress.questions;
        return html`<dojo-question-view lang=${locale} ?exam=${isAsked} .memory=${memory} .slug=${route.slug} .progress=${this.progress} .review=${this.progress.reviews.read(keyOf({ kind: "question", slug: route.slug }))}></dojo-question-view>`;
      }
      case "review":
        return html`<dojo-review-view lang=${locale} .asked=${this.running?.asked ?? nothingAsked} .language=${this.settings.language} .progress=${this.progress} .exercises=${this.progress.exercises.all()} .reviews=${this.progress.reviews.all()} .today=${startOfDay(Date.now())}></dojo-review-view>`;
      case "interview":
        return html`<dojo-interview-view lang=${locale} .language=${this.settings.language} .progress=${this.progress} .keeper=${this.keeper}></dojo-interview-view>`;
      case "work":
        return html`<dojo-work-view lang=${locale} .catalogue=${this.catalogue} .progress=${this.progress} .store=${this.store} .work=${this.work()}></dojo-work-view>`;
      case "lab":
        return html`<dojo-lab lang=${locale} .name=${route.name} .settings=${route.settings}></dojo-lab>`;
      case "docs":
        return html`<dojo-docs-view lang=${locale} .path=${route.path}></dojo-docs-view>`;
      case "missing":
        return html`<dojo-missing-view lang=${locale}></dojo-missing-view>`;
      default:
        return route satisfies never;
    }
  }

  private work(): Work {
    const { exercises, questions, reviews } = this.progress;
    const earlier = new Map([...exercises.earlier.all(), ...questions.earlier.all()]);
    return { exercises: exercises.all(), questions: questions.all(), reviews: reviews.all(), earlier };
  }

  private link(route: Route, label: string, due = 0) {
    const within = { exercise: "list", question: "questions" } as const;
    const here = this.route.view;
    const section = here === "exercise" || here === "question" ? within[here] : undefined;
    const current = route.view === here ? "page" : route.view === section ? "true" : null;
    const badge = html`<span class="due" aria-hidden="true">${due}</span><span class="visually-hidden">, ${this.words.due(due)}</span>`;
    return html`<a href=${hrefOf(route)} aria-current=${current ?? nothing}>${label}${due ? badge : nothing}</a>`;
  }

  private localeChoice() {
    const names: Readonly<Record<Locale, readonly [string, string]>> = { en: ["EN", "English"], zh: ["中", "中文"] };
    return html`<fieldset><legend class="visually-hidden">${this.words.language}</legend>${(["en", "zh"] as const).map(
      (locale) => html`<label lang=${locale} title=${names[locale][1]}>
        <input class="visually-hidden" type="radio" name="locale" aria-label=${names[locale][1]} .checked=${locale === this.locale} @change=${() => this.set({ locale })} />${names[locale][0]}
      </label>`,
    )}</fieldset>`;
  }

  private themeChoice() {
    const icons: Readonly<Record<Theme, unknown>> = { auto: autoIcon, light: sunIcon, dark: moonIcon };
    return html`<fieldset><legend class="visually-hidden">${this.words.theme}</legend>${(
      ["auto", "light", "dark"] as const
    ).map(
      (theme) => html`<label title=${this.words.themes[theme]}>
        <input class="visually-hidden" type="radio" name="theme" aria-label=${this.words.themes[theme]} .checked=${theme === this.settings.theme} @change=${() => this.set({ theme })} />${icons[theme]}
      </label>`,
    )}</fieldset>`;
  }

  /** The hash is the address here, so the link moves the focus itself. */
  private skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>("main")?.focus();
  }

  private rememberLanguage({ detail }: CustomEvent<ExerciseEvents["attention-language"]>): void {
    this.set({ language: detail.language });
  }

  private retitle(event: CustomEvent<string>): void {
    this.toldTitle = event.detail;
    this.requestUpdate();
  }
}

define("dojo-app", DojoApp);
