/**
 * Folds what is indented. CodeMirror's stream modes know no blocks, and CodeMirror's own folding would come with every first
 * load, whoever folds: 1.9 kB of a module that is there already.
 */
import { type EditorState, type Extension, type Line, StateEffect, StateField, type Text } from "@codemirror/state";
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  WidgetType,
} from "@codemirror/view";

interface Block {
  readonly from: number;
  readonly to: number;
}

// ——— Blocks

const indentOf = ({ text }: Line) => text.search(/\S/);

/** The next line that is not blank. */
function lineAfter(doc: Text, line: Line): Line | undefined {
  for (let number = line.number + 1; number <= doc.lines; number++) {
    const next = doc.line(number);
    if (indentOf(next) >= 0) return next;
  }
  return undefined;
}

/** Whether a line that is indented deeper follows. */
function isHead(doc: Text, line: Line): boolean {
  const next = indentOf(line) >= 0 ? lineAfter(doc, line) : undefined;
  return next !== undefined && indentOf(next) > indentOf(line);
}

/** From the end of a line to the end of the last one below it that is indented deeper. */
function blockOf(doc: Text, head: Line): Block {
  let last = head;
  for (let next = lineAfter(doc, head); next && indentOf(next) > indentOf(head); next = lineAfter(doc, next))
    last = next;
  return { from: head.to, to: last.to };
}

/** The line, or the nearest above it that has it in its block. */
function headAround(doc: Text, line: Line): Line | undefined {
  if (isHead(doc, line)) return line;
  let inner = indentOf(line) < 0 ? Number.POSITIVE_INFINITY : indentOf(line);
  for (let number = line.number - 1; number > 0 && inner > 0; number--) {
    const above = doc.line(number);
    const indent = indentOf(above);
    if (indent < 0 || indent >= inner) continue;
    if (blockOf(doc, above).to >= line.from) return above;
    inner = indent;
  }
  return undefined;
}

// ——— What is folded

const change = StateEffect.define<{ readonly fold: readonly Block[] } | { readonly unfold: Block }>();

/** What takes the place of a block; a click brings it back. */
class Dots extends WidgetType {
  override toDOM(view: EditorView): HTMLElement {
    const dots = view.dom.ownerDocument.createElement("span");
    const label = view.state.phrase("Unfold");
    Object.assign(dots, { className: "cm-dots", textContent: "…", title: label, ariaLabel: label, role: "button" });
    dots.addEventListener("click", () => unfoldLine(view, view.state.doc.lineAt(view.posAtDOM(dots))));
    return dots;
  }

  override eq(): boolean {
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const dots = Decoration.replace({ widget: new Dots() });

const without = (folded: DecorationSet, { from, to }: Block): DecorationSet =>
  folded.update({ filterFrom: from, filterTo: to, filter: (start, end) => start >= to || end <= from });

/** What is edited, or gets the cursor, is shown. */
const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, selection }) {
    let folded = before;
    changes.iterChangedRanges((from, to) => {
      folded = without(folded, { from, to });
    });
    folded = folded.map(changes);
    for (const effect of effects) {
      if (!effect.is(change)) continue;
      if ("unfold" in effect.value) folded = without(folded, effect.value.unfold);
      else folded = folded.update({ add: effect.value.fold.map(({ from, to }) => dots.range(from, to)) });
    }
    const head = selection?.main.head;
    return head === undefined ? folded : without(folded, { from: head, to: head });
  },
  provide: (folded) => EditorView.decorations.from(folded),
});

/** What is folded at the end of this line. */
function foldedAt(state: EditorState, { to: end }: Line): Block | undefined {
  let found: Block | undefined;
  state.field(field).between(end, end, (from, to) => {
    if (from === end) found = { from, to };
  });
  return found;
}

// ——— Commands

const cursorLine = ({ doc, selection }: EditorState) => doc.lineAt(selection.main.head);

function foldLine(view: EditorView, head: Line): void {
  const block = blockOf(view.state.doc, head);
  const { head: cursor } = view.state.selection.main;
  const isInside = block.from < cursor && cursor <= block.to;
  view.dispatch({
    ...(isInside ? { selection: { anchor: block.from } } : {}),
    effects: [change.of({ fold: [block] }), EditorView.announce.of(view.state.phrase("Folded"))],
  });
}

function unfoldLine(view: EditorView, line: Line): boolean {
  const block = foldedAt(view.state, line);
  if (!block) return false;
  view.dispatch({
    effects: [change.of({ unfold: block }), EditorView.announce.of(view.state.phrase("Unfolded"))],
  });
  return true;
}

export const foldBlock: Command = (view) => {
  const head = headAround(view.state.doc, cursorLine(view.state));
  if (!head || foldedAt(view.state, head)) return false;
  foldLine(view, head);
  return true;
};

export const unfoldBlock: Command = (view) => unfoldLine(view, cursorLine(view.state));

/** The outermost blocks. */
export const foldAll: Command = (view) => {
  const { doc, selection } = view.state;
  const blocks: Block[] = [];
  for (let line: Line | undefined = doc.line(1); line; line = lineAfter(doc, line)) {
    if (!isHead(doc, line)) continue;
    const block = blockOf(doc, line);
    if (!foldedAt(view.state, line)) blocks.push(block);
    line = doc.lineAt(block.to);
  }
  if (blocks.length === 0) return false;
  const around = blocks.find(({ from, to }) => from < selection.main.head && selection.main.head <= to);
  view.dispatch({
    ...(around ? { selection: { anchor: around.from } } : {}),
    effects: [change.of({ fold: blocks }), EditorView.announce.of(view.state.phrase("Folded"))],
  });
  return true;
};

export const unfoldAll: Command = (view) => {
  const { doc } = view.state;
  if (view.state.field(field).size === 0) return false;
  view.dispatch({
    effects: [
      change.of({ unfold: { from: 0, to: doc.length } }),
      EditorView.announce.of(view.state.phrase("Unfolded")),
    ],
  });
  return true;
};

// ——— Beside the line numbers

class Arrow extends GutterMarker {
  constructor(readonly isFolded: boolean) {
    super();
  }

  override eq({ isFolded }: Arrow): boolean {
    return isFolded === this.isFolded;
  }

  override toDOM(view: EditorView): HTMLElement {
    const arrow = view.dom.ownerDocument.createElement("span");
    const title = view.state.phrase(this.isFolded ? "Unfold" : "Fold");
    return Object.assign(arrow, { className: this.isFolded ? "cm-arrow closed" : "cm-arrow", title });
  }
}

const [open, closed] = [new Arrow(false), new Arrow(true)];

const arrows = gutter({
  class: "cm-arrows",
  lineMarker(view, { from }) {
    const line = view.state.doc.lineAt(from);
    return foldedAt(view.state, line) ? closed : isHead(view.state.doc, line) ? open : null;
  },
  lineMarkerChange: ({ docChanged, startState, state }) =>
    docChanged || startState.field(field, false) !== state.field(field, false),
  domEventHandlers: {
    click(view, { from }) {
      const line = view.state.doc.lineAt(from);
      if (!unfoldLine(view, line) && isHead(view.state.doc, line)) foldLine(view, line);
      return true;
    },
  },
});

// The arrows lie over the room between numbers and text, and can be hit on the numbers too.
const theme = EditorView.theme({
  "& .cm-gutter.cm-arrows": { width: "0", overflow: "visible" },
  ".cm-arrows .cm-gutterElement": { position: "relative" },
  ".cm-arrow": { position: "absolute", inset: "0 -0.5rem 0 -2.25rem", cursor: "pointer" },
  ".cm-arrow::after": {
    content: '""',
    position: "absolute",
    inset: "0 0.25rem 0 auto",
    width: "0.375rem",
    height: "0.375rem",
    margin: "auto 0",
    border: "solid var(--ink-3)",
    borderWidth: "0 1.5px 1.5px 0",
    transform: "translateY(-25%) rotate(45deg)",
    opacity: "0",
  },
  ".cm-arrow.closed::after": { transform: "rotate(-45deg)" },
  ".cm-gutters:hover .cm-arrow::after, .cm-arrow.closed::after": { opacity: "1" },
  "@media (hover: none)": { ".cm-arrow::after": { opacity: "1" } },
  ".cm-dots": {
    display: "inline-block",
    minWidth: "1.5rem",
    margin: "0 0.25rem",
    borderRadius: "3px",
    backgroundColor: "var(--sunken)",
    color: "var(--ink-2)",
    textAlign: "center",
    cursor: "pointer",
  },
});

/** On a Mac, Control and Shift with a bracket go from tab to tab. */
export const foldingKeys = [
  { key: "Ctrl-Shift-[", mac: "Cmd-Alt-[", run: foldBlock },
  { key: "Ctrl-Shift-]", mac: "Cmd-Alt-]", run: unfoldBlock },
  { key: "Ctrl-Alt-[", run: foldAll },
  { key: "Ctrl-Alt-]", run: unfoldAll },
] as const;

export const folding: Extension = [field, arrows, theme];
