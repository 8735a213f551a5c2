import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { languages } from "../../format/index.js";
import { runIcon, settingsIcon, undoIcon } from "../shared/icons.js";
import { tabList } from "../shared/tab-list.js";
import "./attention-editor.js";
import type { ExerciseView } from "./exercise-view.js";
import type { PageJudge } from "./judge-of-page.js";
import { type PartInView, parts } from "./part-in-view.js";
import { errorLineOf, isBusy } from "./session-state.js";

/** What the learner can have done with the code; it scrolls and moves the focus too, which a session cannot. */
export interface CodeActions {
  run(): void;
  submit(): void;
  cancel(): void;
  undo(): void;
}

/** The editor and the bar above it. */
export function exerciseCode(view: ExerciseView, judge: PageJudge, { run, submit }: CodeActions) {
  const { session, ready, locale, text } = view;
  const { language } = ready;
  const { name, downloaded } = languages[language];
  return html`<div class="editor" part="editor">
    <div class="bar">
      ${session.offered.length > 1 ? languageTabs(view) : html`<span class="one">${name}</span>`}
      <button class="button quiet" @click=${() => session.reset()}>${undoIcon}<span>${text.reset}</span></button>
      <button class="button quiet settings" aria-label=${text.editor.settings} title=${text.editor.settings} @click=${settings}>${settingsIcon}</button>
    </div>
    ${news(view)}
    ${keyed(
      language,
      html`<attention-editor
        id="editor"
        lang=${locale}
        .value=${session.source}
        .language=${language}
        .label=${text.editor.label(name)}
        .errorLine=${errorLineOf(ready.judging)}
        .assisted=${downloaded && judge.stateOf(language).status === "ready"}
        @focusin=${() => session.takeUp()}
        @change=${({ detail }: CustomEvent<string>) => session.edit(detail)}
        @run=${run}
        @submit=${submit}
      ></attention-editor>`,
    )}
    ${downloaded ? runtimeStatus(view, judge) : nothing}
  </div>`;
}

async function settings(event: Event) {
  const button = event.currentTarget as HTMLButtonElement;
  const { openSettings } = await import("./editor/settings/open-settings.js");
  openSettings(button);
}

/** Loaded for who is shown a language that comes over the network. */
function runtimeStatus({ host, session, locale }: ExerciseView, judge: PageJudge) {
  void import("./python/attention-python-status.js");
  return html`<attention-python-status lang=${locale} .judge=${judge}
    @load=${() => session.prepare()} @ready=${() => host.requestUpdate()}></attention-python-status>`;
}

/** Both are rare, and loaded when there is something to say. */
function news({ session, ready, locale }: ExerciseView) {
  if (!ready.news) return nothing;
  void import("../elsewhere/attention-news.js");
  return html`<attention-news lang=${locale} .news=${ready.news} .keeps=${session.earlier.length > 0}
    @keep=${() => session.keepMine()} @take=${({ detail }: CustomEvent<string>) => session.takeBack(detail, "taken")}
    @undo=${({ detail }: CustomEvent<string>) => session.takeBack(detail)}></attention-news>`;
}

function earlier({ session, ready, locale, exam }: ExerciseView) {
  const { earlier, remembered } = session;
  if (earlier.length === 0) return nothing;
  void import("../elsewhere/attention-earlier.js");
  return html`<attention-earlier lang=${locale} .texts=${earlier} .current=${session.source} .language=${ready.language}
    .solution=${ready.solution} .solved=${!exam && remembered.solved} @reveal=${() => void session.reveal()}
    @take=${({ detail }: CustomEvent<string>) => session.takeBack(detail)}></attention-earlier>`;
}

const languageTabs = ({ host, session, ready, text }: ExerciseView) =>
  tabList(host, {
    label: text.programmingLanguage,
    id: "language",
    tabs: session.offered.map((name) => ({ name, label: languages[name].name })),
    selected: ready.language,
    controls: "editor",
    choose: (language) => session.choose(language),
  });

/** Run, Submit and Cancel, and what is said beside them; in one column, the way between its parts too. */
export function exerciseButtons(view: ExerciseView, inView: PartInView, actions: CodeActions) {
  const { ready, text } = view;
  const { judging } = ready;
  const busy = isBusy(judging);
  const mayCancel = busy && judging.slow;
  const mod = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+";
  return html`
    <div class="actions">
      <nav class="parts" aria-label=${text.parts}>${parts.map(
        (part) =>
          html`<button aria-current=${part === inView.current ? "true" : nothing} @click=${() => inView.goTo(part)}>${text[part]}</button>`,
      )}</nav>
      <button class="button" part="run" aria-disabled=${busy} @click=${actions.run}>${runIcon}${text.run}</button>
      <button class="button primary" part="submit" aria-disabled=${busy} @click=${actions.submit}>${text.submit}</button>
      <button class="button quiet cancel ${mayCancel ? "shown" : ""}" @click=${actions.cancel}>${text.cancel}</button>
      <span class="notice">${noticeOf(view, actions)}</span>
    </div>
    <p class="notes"><span>${text.shortcuts(`${mod}Enter`, `${mod}Shift+Enter`)}</span><span>${text.editor.keys}</span></p>
    ${earlier(view)}`;
}

function noticeOf({ ready, text }: ExerciseView, { undo }: CodeActions) {
  const { judging, notice, language } = ready;
  if (judging.step === "waiting") return text.pythonWaiting;
  if (!notice) return nothing;
  switch (notice.says) {
    case "undone":
    case "cancelled":
      return text[notice.says];
    case "resetDone":
    case "moved":
      return html`<span role="status">${notice.says === "moved" ? text.moved(languages[language].name) : text.resetDone}</span>
        <button class="link" @click=${undo}>${text.undo}</button>`;
    default:
      return notice satisfies never;
  }
}
