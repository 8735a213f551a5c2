import { html, nothing, type PropertyValues } from "lit";
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
import { appStyles } from "./app-styles.js";
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

  static override styles = [super.styles, appStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const left = new AbortController();
    const { signal } = left;
    const count = () => void this.countDue();
    addEventListener("hashchange", () => this.follow(parseRoute(location.hash)), { signal });
    addEventListener("hashchange", count, { signal });
    document.addEventListener("visibilitychange", count, { signal });
    addEventListener("storage", ({ key }) => (key === interviewKey || key === null) && void this.watchInterview(), {
      signal,
    });
    document.addEventListener("attention-editor-settings", ({ detail }) => this.set({ editor: detail }), { signal });
    const offerKeys = ({ detail }: DocumentEventMap["attention-editor-keys"]) => {
      detail.load = async (keys) => (await import("./keys/other-keys.js")).loadKeys(keys);
    };
    document.addEventListener("attention-editor-keys", offerKeys, { signal });
    addEventListener("keydown", (event) => isPlainKey(event, "?") && void this.showShortcuts(), { signal });
    if (this.settings.editor) void this.settleEditors(this.settings.editor);
    const unsubscribe = this.progress.subscribe(() => {
      this.keeper?.read();
      this.requestUpdate();
      count();
    });
    const endPlaces = keepPlaces();
    this.ends = () => {
      left.abort();
      unsubscribe();
      endPlaces();
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
