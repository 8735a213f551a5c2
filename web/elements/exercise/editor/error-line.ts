import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** Sets the marked line, counted from 1, or takes the mark away. */
export const markErrorLine = StateEffect.define<number | null>();

const lineMark = Decoration.line({ class: "cm-errorLine" });

class ErrorGutter extends GutterMarker {
  override elementClass = "cm-errorGutter";
}
const gutterMark = new ErrorGutter();

// The mark moves with the text, and goes as soon as its line is edited.
const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    if (transaction.docChanged) {
      next = next.update({
        filter: (from) => {
          const { number } = transaction.state.doc.lineAt(from);
          const { from: start, to: end } = transaction.state.doc.line(number);
          return !transaction.changes.touchesRange(
            transaction.changes.invertedDesc.mapPos(start),
            transaction.changes.invertedDesc.mapPos(end),
          );
        },
      });
    }
    for (const effect of transaction.effects) {
      if (!effect.is(markErrorLine)) continue;
      const line = effect.value;
      const { doc } = transaction.state;
      next = line && line <= doc.lines ? Decoration.set(lineMark.range(doc.line(line).from)) : Decoration.none;
    }
    return next;
  },
  provide: (marks) => EditorView.decorations.from(marks),
});

const gutter = gutterLineClass.compute([field], (state) => {
  const starts: number[] = [];
  state.field(field).between(0, state.doc.length, (from) => {
    starts.push(from);
  });
  return RangeSet.of(starts.map((from) => gutterMark.range(from)));
});

/** Marks the line of an error in the text and in the gutter. */
export const errorLine: Extension = [field, gutter];
