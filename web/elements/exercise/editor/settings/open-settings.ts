import "./attention-editor-settings.js";

/** Puts the settings beside the button that asks for them, the first time; later the button opens and closes them by itself. */
export function openSettings(button: HTMLButtonElement): void {
  if (button.popoverTargetElement) return;
  const settings = button.ownerDocument.createElement("attention-editor-settings");
  button.after(settings);
  void settings.openAt(button);
}
