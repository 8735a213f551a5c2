import type { Theme } from "../elements/toolkit.js";

/** Sets the theme of the whole document; the elements inherit it through `color-scheme`. */
export function applyTheme(root: HTMLElement, theme: Theme): void {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
