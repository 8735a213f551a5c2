/**
 * What makes writing easier: search, folding, and brackets that close themselves; and what the reader chose in the settings. Loaded when
 * somebody begins to write, or has chosen something.
 */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, type KeyBinding, keymap } from "@codemirror/view";
import type { Locale } from "../../../format/index.js";
import type { OtherKeys } from "../chosen-settings.js";
import { folding, foldingKeys } from "./folding.js";
import { otherKeysOf, settingsOf } from "./settings/editor-settings.js";

export async function comforts(view: EditorView, locale: Locale): Promise<Extension> {
  const { ownerDocument } = view.dom;
  const { readOnly } = view.state;
  const { keys } = settingsOf(ownerDocument);
  const others = readOnly || keys === "standard" ? [] : await loadKeys(ownerDocument, keys);
  const settings = settingsOf(ownerDocument);
  // While they were on their way, somebody has chosen again.
  if (settings.keys !== keys) return comforts(view, locale);
  return [others, settings.wrap ? EditorView.lineWrapping : [], readOnly ? [] : writing(locale)];
}

/** Without a network the keys are the usual ones. */
async function loadKeys(document: Document, keys: OtherKeys): Promise<Extension> {
  try {
    return (await otherKeysOf(document)?.(keys)) ?? [];
  } catch {
    return [];
  }
}

/** Escape closes the search, but only while it is open: else it is the way out of the editor. */
export const easyKeys: readonly KeyBinding[] = [...closeBracketsKeymap, ...searchKeymap, ...foldingKeys];

const writing = (locale: Locale): Extension => [
  closeBrackets(),
  search({ top: true }),
  folding,
  keymap.of(easyKeys),
  EditorState.phrases.of(phrases[locale]),
  theme,
];

const phrases: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    next: "Next",
    previous: "Previous",
    all: "All",
    "match case": "Match case",
    regexp: "Regular expression",
    "by word": "Whole words",
    replace: "Replace",
    "replace all": "Replace all",
    close: "Close the search",
    go: "Go",
  },
  zh: {
    Find: "查找",
    Replace: "替换为",
    next: "下一个",
    previous: "上一个",
    all: "全部选中",
    "match case": "区分大小写",
    regexp: "正则表达式",
    "by word": "全词匹配",
    replace: "替换",
    "replace all": "全部替换",
    close: "关闭查找",
    "current match": "当前匹配",
    "on line": "位于行",
    "replaced $ matches": "已替换 $ 处",
    "replaced match on line $": "已替换第 $ 行的匹配",
    "Go to line": "跳到行",
    go: "跳转",
    Fold: "折叠",
    Unfold: "展开",
    Folded: "已折叠",
    Unfolded: "已展开",
  },
};

const theme = EditorView.theme({
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "0.5rem 2.75rem 0.5rem 0.75rem", fontFamily: "var(--sans)" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search, .cm-panel.cm-dialog": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "0.375rem 0.5rem",
  },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { margin: "0" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "0.375rem",
    minHeight: "var(--target)",
    fontSize: "0.8125rem",
  },
  ".cm-textfield": {
    minWidth: "0",
    minHeight: "max(1.75rem, var(--target))",
    padding: "0 0.5rem",
    border: "1px solid var(--line-strong)",
    borderRadius: "3px",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    fontSize: "0.8125rem",
  },
  ".cm-panel .cm-button": {
    minHeight: "max(1.75rem, var(--target))",
    padding: "0 0.625rem",
    border: "1px solid var(--line-strong)",
    borderRadius: "3px",
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
    color: "var(--ink)",
    fontSize: "0.8125rem",
    cursor: "pointer",
  },
  ".cm-panel.cm-search [name=close]": {
    top: "0.5rem",
    right: "0.5rem",
    minWidth: "max(1.75rem, var(--target))",
    minHeight: "max(1.75rem, var(--target))",
    color: "var(--ink-2)",
    fontSize: "1.125rem",
    cursor: "pointer",
  },
  ".cm-searchMatch, .cm-searchMatch-selected": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
  },
  "& .cm-searchMatch-selected": { outline: "2px solid var(--accent)", backgroundColor: "var(--accent-wash)" },
});
