import { syntaxHighlighting } from "@codemirror/language";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import type { Language } from "../../../format/index.js";
import { grammarOf } from "../../exercise/editor/create-editor.js";
import { highlighting } from "../../exercise/editor/highlighting.js";
import { editorTheme } from "../../exercise/editor/theme.js";

export interface DifferenceOptions {
  readonly parent: HTMLElement;
  readonly root: ShadowRoot;
  readonly left: string;
  readonly right: string;
  readonly language: Language;
  /** One below the other, where there is no room for both. */
  readonly narrow: boolean;
  readonly label: string;
  /** Over folded lines; `$` is how many. */
  readonly unchangedLines: string;
}

/** Draws two programs with what differs marked. Gives the function that takes it away. */
export async function createDifference(options: DifferenceOptions): Promise<() => void> {
  const { parent, root, left, right, language, narrow, label, unchangedLines } = options;
  const shared = [
    lineNumbers(),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.lineWrapping,
    EditorState.phrases.of({ "$ unchanged lines": unchangedLines }),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0", translate: "no" }),
    syntaxHighlighting(highlighting),
    await grammarOf(language),
    editorTheme,
    theme,
  ];
  if (narrow) {
    const unified = unifiedMergeView({ original: left, mergeControls: false, gutter: true, ...unchanged });
    const view = new EditorView({ parent, root, doc: right, extensions: [shared, unified] });
    return () => view.destroy();
  }
  const view = new MergeView({
    parent,
    root,
    a: { doc: left, extensions: shared },
    b: { doc: right, extensions: shared },
    gutter: true,
    ...unchanged,
  });
  return () => view.destroy();
}

/** Long stretches that are the same are folded. */
const unchanged = { collapseUnchanged: { margin: 3, minSize: 6 } } as const;

const theme = EditorView.theme({
  "&": { fontSize: "0.8125rem" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--bad-wash)" },
  "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--good-wash)" },
  // Underlined, because no colour of the code would be read on a second wash.
  "& .cm-changedText, & .cm-deletedChunk .cm-deletedText": {
    background: "none",
    textDecoration: "underline 1px var(--good)",
    textUnderlineOffset: "0.2em",
  },
  "&.cm-merge-a .cm-changedText, & .cm-deletedChunk .cm-deletedText": { textDecorationColor: "var(--bad)" },
  ".cm-collapsedLines": { background: "var(--sunken)", color: "var(--ink-2)" },
});
