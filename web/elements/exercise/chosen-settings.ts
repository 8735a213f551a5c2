import type { Extension } from "@codemirror/state";

/** Keys as other editors have them. */
export type OtherKeys = "vim" | "emacs";

/** Loads an extension of CodeMirror. */
export type LoadKeys = (keys: OtherKeys) => Promise<Extension>;

/** How a reader wants code to be shown and written. */
export interface EditorSettings {
  /** Of the letters, in per cent of what they are without a choice. */
  readonly size: number;
  /** Whether long lines are broken; else they are scrolled. */
  readonly wrap: boolean;
  readonly keys: "standard" | OtherKeys;
  /** The share of the task beside the code, in per cent. */
  readonly split: number;
}

/** The share of the task where nobody has chosen, in per cent. */
export const usualSplit = 40;

/** For the documents in which somebody has chosen. */
export const chosenSettings = new WeakMap<Document, EditorSettings>();

declare global {
  interface DocumentEventMap {
    /** Somebody chose how code is shown and written in this document. */
    "attention-editor-settings": CustomEvent<EditorSettings>;
    /** Asks the page around for other keys; the page sets `load` where it has some. */
    "attention-editor-keys": CustomEvent<{ load?: LoadKeys }>;
  }
}
