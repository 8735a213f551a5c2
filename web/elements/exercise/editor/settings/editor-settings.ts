import { chosenSettings, type EditorSettings, type LoadKeys, usualSplit } from "../../chosen-settings.js";

/** Sizes of the code, in per cent of what it is without a choice. */
export const sizes: readonly number[] = [85, 100, 115, 130, 150];

/** As they are offered. */
export const keySets = ["standard", "vim", "emacs"] as const satisfies readonly EditorSettings["keys"][];

const usual: EditorSettings = { size: 100, wrap: false, keys: "standard", split: usualSplit };

export const settingsOf = (document: Document): EditorSettings => chosenSettings.get(document) ?? usual;

/** Takes settings out of what was stored; what it does not know is as usual. */
export function readEditorSettings(value: unknown): EditorSettings {
  const { size, wrap, keys, split }: Readonly<Partial<Record<keyof EditorSettings, unknown>>> =
    typeof value === "object" && value !== null ? value : {};
  return {
    size: sizes.find((known) => known === size) ?? usual.size,
    wrap: wrap === true,
    keys: keySets.find((known) => known === keys) ?? usual.keys,
    split: typeof split === "number" && split >= 10 && split <= 90 ? split : usual.split,
  };
}

/** What loads other keys; undefined where the page around has none. */
export function otherKeysOf(document: Document): LoadKeys | undefined {
  const detail: { load?: LoadKeys } = {};
  document.dispatchEvent(new CustomEvent("attention-editor-keys", { detail }));
  return detail.load;
}

/** Changes every editor of a document at once, and tells who keeps settings. */
export function chooseSettings(document: Document, change: Partial<EditorSettings>): void {
  const settings = { ...settingsOf(document), ...change };
  chosenSettings.set(document, settings);
  const { style } = document.documentElement;
  style.setProperty("--attention-code-size", `${settings.size / 100}`);
  style.setProperty("--attention-split", `${settings.split}%`);
  document.dispatchEvent(new CustomEvent("attention-editor-settings", { detail: settings }));
}
