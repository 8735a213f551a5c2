import { EditorView } from "@codemirror/view";

/**
 * Text typed over a selection. Left to itself, Chromium dresses it in the colour of what it replaces, by a style attribute,
 * which the content security policy of the page forbids and complains about.
 */
export const typingOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    if (event.inputType !== "insertText" || event.isComposing || event.data === null || view.state.selection.main.empty)
      return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
