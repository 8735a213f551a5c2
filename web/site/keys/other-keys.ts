import { type Extension, Prec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { OtherKeys } from "../../elements/toolkit.js";

/** As long as CodeMirror gives, in milliseconds. */
const leaveMs = 2000;

/** Escape, then Tab, leaves the editor whatever the keys are: these take Escape before CodeMirror sees it. */
const wayOut = EditorView.domEventObservers({
  keydown: (event, view) => {
    if (event.key === "Escape") view.setTabFocusMode(leaveMs);
  },
});

/** Keys of other editors, each loaded by who has chosen them. */
export async function loadKeys(keys: OtherKeys): Promise<Extension> {
  switch (keys) {
    case "vim": {
      const { vim } = await import("@replit/codemirror-vim");
      return [wayOut, Prec.high(vim({ status: true })), theme];
    }
    case "emacs": {
      const { emacs } = await import("@replit/codemirror-emacs");
      return [wayOut, Prec.high(emacs()), theme];
    }
    default:
      return keys satisfies never;
  }
}

const theme = EditorView.theme({
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-vim-panel": { padding: "0.25rem 0.75rem", fontFamily: "var(--mono)", fontSize: "0.8125rem" },
  ".cm-vim-panel input": { color: "var(--ink)" },
  "&.cm-focused .cm-fat-cursor": { background: "var(--accent)", color: "var(--accent-ink) !important" },
  "&:not(.cm-focused) .cm-fat-cursor": { background: "none", outline: "1px solid var(--accent)" },
});
