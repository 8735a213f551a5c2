import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  type LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { Compartment, EditorState, Prec, type StateEffect } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  type KeyBinding,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type Language, type Locale, languages } from "../../../format/index.js";
import { errorLine, markErrorLine } from "./error-line.js";
import { highlighting } from "./highlighting.js";
import { editorTheme } from "./theme.js";
import { typingOver } from "./typing-over.js";

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly root: ShadowRoot;
  readonly source: string;
  readonly language: Language;
  readonly readOnly: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly onChange: (source: string) => void;
  readonly onRun: () => void;
  readonly onSubmit: () => void;
}

export interface Editor {
  readonly source: string;
  /** Replaces everything, as one step of the history. */
  replace(source: string): void;
  setLanguage(language: Language): Promise<void>;
  /** Completes and explains the names of a language's libraries; what that takes is loaded now. */
  assist(language: Language, locale: Locale): Promise<void>;
  /** Makes writing easier; what that takes is loaded now. */
  ease(locale: Locale): Promise<void>;
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  /** Marks a line, counted from 1; null takes the mark away. */
  markLine(line: number | null): void;
  goToLine(line: number): void;
  focus(): void;
  destroy(): void;
}

// One import for each language: nobody downloads a grammar they do not read.
const grammars: Readonly<Record<Language, () => Promise<LanguageSupport>>> = {
  javascript: async () => (await import("./javascript.js")).javascript,
  pytorch: async () => (await import("./python.js")).python,
  python: async () => (await import("./python.js")).python,
};

/** What colours and indents a language; it is loaded now. */
export const grammarOf = (language: Language): Promise<LanguageSupport> => grammars[language]();

/** Keys that CodeMirror knows nothing of. */
export const ownKeys = { run: "Mod-Enter", submit: "Mod-Shift-Enter", complete: "Ctrl-Space" } as const;

/** Escape, then Tab, leaves: CodeMirror's own rule, which the hint below the editor tells. */
export const editingKeys: readonly KeyBinding[] = [indentWithTab, ...defaultKeymap, ...historyKeymap];

/** As a key binding: no other binding is asked. */
const handled = (action: () => void) => () => {
  action();
  return true;
};

/** CodeMirror as we use it. Its styles go into the shadow root as constructed style sheets, which the strictest policy allows. */
export function createEditor(options: EditorOptions): Editor {
  const grammar = new Compartment();
  const attributes = new Compartment();
  const assisted = new Compartment();
  const eased = new Compartment();
  const runKeys = Prec.highest(
    keymap.of([
      { key: ownKeys.run, run: handled(options.onRun) },
      { key: ownKeys.submit, run: handled(options.onSubmit) },
    ]),
  );
  const editing = [
    runKeys,
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentOnInput(),
    typingOver,
    bracketMatching(),
    keymap.of(editingKeys),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      source = update.state.doc.toString();
      options.onChange(source);
    }),
  ];
  const view = new EditorView({
    parent: options.parent,
    root: options.root,
    state: EditorState.create({
      doc: options.source,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        EditorState.tabSize.of(4),
        grammar.of([]),
        assisted.of([]),
        eased.of([]),
        attributes.of(EditorView.contentAttributes.of(options.attributes)),
        syntaxHighlighting(highlighting),
        editorTheme,
        errorLine,
        options.readOnly
          ? [EditorView.lineWrapping, EditorState.readOnly.of(true), EditorView.editable.of(false)]
          : editing,
      ],
    }),
  });

  // The whole text is put together once for each change, not for everybody who asks.
  let source = view.state.doc.toString();

  const configure = whenComposed(view);
  const setLanguage = async (language: Language) => {
    const support = await grammarOf(language);
    const unit = indentUnit.of(" ".repeat(languages[language].indent));
    configure(grammar.reconfigure([support, unit]));
  };
  void setLanguage(options.language);

  return {
    get source() {
      return source;
    },
    replace: (source) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } }),
    setLanguage,
    assist: async (language, locale) => {
      const { assistance } = await import("./assist.js");
      configure(assisted.reconfigure(assistance(language, locale)));
    },
    ease: async (locale) => {
      const { comforts } = await import("./comforts.js");
      configure(eased.reconfigure(await comforts(view, locale)));
    },
    setAttributes: (next) => configure(attributes.reconfigure(EditorView.contentAttributes.of(next))),
    markLine: (line) => configure(markErrorLine.of(line)),
    goToLine: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** How often an input method is asked whether it still composes. */
const composingMs = 100;

/**
 * Changes what an editor is, in the order of the calls, but never while an input method composes: its letters would stay
 * beside the word that takes their place.
 */
function whenComposed(view: EditorView): (effect: StateEffect<unknown>) => void {
  let waiting: StateEffect<unknown>[] = [];
  const settle = () => {
    if (view.compositionStarted && view.dom.isConnected) return void setTimeout(settle, composingMs);
    const effects = waiting;
    waiting = [];
    view.dispatch({ effects });
  };
  return (effect) => {
    waiting.push(effect);
    if (waiting.length === 1) settle();
  };
}
