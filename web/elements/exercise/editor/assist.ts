/** Completes names of Python's libraries, and explains the one that the pointer rests on. Loaded when Python is there. */
import { type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Language, Locale } from "../../../format/index.js";
import { ownKeys } from "./create-editor.js";
import { type Completion, completionsAt, type Member, memberAt } from "./python-members.js";

/** How long the pointer must rest. */
const restMs = 350;

/** What floats over the page, in its top layer: a list of names to choose from, or what one name is. */
class Assistant {
  private readonly box: HTMLElement;
  private open: (Completion & { readonly chosen: number }) | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly view: EditorView,
    private readonly language: Language,
    private readonly locale: Locale,
  ) {
    this.box = view.dom.ownerDocument.createElement("div");
    this.box.className = "cm-assist";
    this.box.popover = "manual";
    view.dom.append(this.box);
  }

  destroy(): void {
    clearTimeout(this.resting);
    this.box.remove();
    this.tell();
  }

  update({ docChanged, selectionSet, transactions, focusChanged }: ViewUpdate): void {
    const typed = transactions.some((one) => one.isUserEvent("input.type") || one.isUserEvent("delete"));
    if (docChanged && typed) this.later(() => this.complete(this.open !== undefined && this.open.members.length > 0));
    else if (docChanged || selectionSet || focusChanged) this.later(() => this.close());
  }

  /** The view may be measured only when its update is over. */
  private later(work: () => void): void {
    queueMicrotask(work);
  }

  complete(asked: boolean): boolean {
    const { doc, selection } = this.view.state;
    const { head, empty } = selection.main;
    const found = empty
      ? completionsAt(doc.sliceString(0, head), doc.sliceString(head), asked, this.language, this.locale)
      : undefined;
    if (!found) return this.close();
    this.open = { ...found, chosen: 0 };
    this.drawList();
    return true;
  }

  /** Goes up or down; false where there is no list. */
  move(by: number): boolean {
    if (!this.open) return false;
    const { length } = this.open.members;
    this.open = { ...this.open, chosen: (this.open.chosen + by + length) % length };
    this.drawList();
    return true;
  }

  take(at = this.open?.chosen): boolean {
    const member = at === undefined ? undefined : this.open?.members[at];
    if (!this.open || !member) return false;
    const { from } = this.open;
    const to = this.view.state.selection.main.head;
    this.close();
    this.view.dispatch({
      changes: { from, to, insert: member.name },
      selection: { anchor: from + member.name.length },
      userEvent: "input.complete",
    });
    this.view.focus();
    return true;
  }

  /** @returns whether there was something to close */
  close(): boolean {
    clearTimeout(this.resting);
    const was = this.open !== undefined;
    this.open = undefined;
    if (this.box.matches(":popover-open")) this.box.hidePopover();
    this.tell();
    return was;
  }

  hover(event: MouseEvent): void {
    clearTimeout(this.resting);
    if (this.open) return;
    if (this.box.matches(":popover-open")) this.box.hidePopover();
    this.resting = setTimeout(() => this.explain(event), restMs);
  }

  private explain({ clientX: x, clientY: y }: MouseEvent): void {
    const position = this.view.posAtCoords({ x, y });
    if (position === null || this.open) return;
    const { from, text } = this.view.state.doc.lineAt(position);
    const source = this.view.state.doc.toString();
    const member = memberAt(text, position - from, source, this.language, this.locale);
    if (!member) return;
    this.box.replaceChildren(...this.explanation(member));
    this.place(position);
  }

  // ——— Drawing

  private drawList(): void {
    const { open } = this;
    if (!open) return;
    const list = this.element("ul", "");
    list.role = "listbox";
    list.append(...open.members.map((member, at) => this.option(member, at, at === open.chosen)));
    const { about } = open.members[open.chosen] as Member;
    this.box.replaceChildren(list, ...(about === "" ? [] : [this.element("p", about)]));
    this.place(open.from);
    list.children[open.chosen]?.scrollIntoView({ block: "nearest" });
    this.tell();
  }

  private option({ name, detail }: Member, at: number, isChosen: boolean): HTMLElement {
    const item = this.element("li", name);
    item.role = "option";
    item.id = `assist-${at}`;
    item.ariaSelected = `${isChosen}`;
    item.append(this.element("span", detail));
    // Before the editor loses the focus.
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(at);
    });
    return item;
  }

  private explanation({ name, detail, about }: Member): readonly HTMLElement[] {
    return [this.element("code", `${name}${detail}`), ...(about === "" ? [] : [this.element("p", about)])];
  }

  private element(tag: string, text: string): HTMLElement {
    return Object.assign(this.view.dom.ownerDocument.createElement(tag), { textContent: text });
  }

  /** Under the place in the text, or over it where there is more room. */
  private place(position: number): void {
    const at = this.view.coordsAtPos(position);
    if (!at) return;
    this.box.showPopover();
    const { width, height } = this.box.getBoundingClientRect();
    const above = at.bottom + height + 8 > innerHeight && at.top > innerHeight - at.bottom;
    this.box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    this.box.style.top = `${above ? at.top - height - 4 : at.bottom + 4}px`;
  }

  /** For who cannot see the list. */
  private tell(): void {
    const { contentDOM } = this.view;
    contentDOM.ariaExpanded = this.open ? "true" : null;
    if (this.open) contentDOM.setAttribute("aria-activedescendant", `assist-${this.open.chosen}`);
    else contentDOM.removeAttribute("aria-activedescendant");
  }
}

/** Enter takes a name, Escape closes the list, Tab indents as ever; Control and the space bar ask. */
export function assistance(language: Language, locale: Locale): Extension {
  const plugin = ViewPlugin.define((view) => new Assistant(view, language, locale), {
    eventHandlers: {
      mousemove(event) {
        this.hover(event);
      },
      mouseleave() {
        this.close();
      },
      blur() {
        this.close();
      },
      scroll() {
        this.close();
      },
      wheel() {
        this.close();
      },
    },
  });
  const run = (work: (assistant: Assistant) => boolean) => (view: EditorView) => {
    const assistant = view.plugin(plugin);
    return assistant !== null && work(assistant);
  };
  const keys = keymap.of([
    { key: "ArrowDown", run: run((one) => one.move(1)) },
    { key: "ArrowUp", run: run((one) => one.move(-1)) },
    { key: "Enter", run: run((one) => one.take()) },
    { key: "Escape", run: run((one) => one.close()) },
    { key: ownKeys.complete, run: run((one) => one.complete(true)) },
  ]);
  return [plugin, Prec.highest(keys), theme];
}

const theme = EditorView.theme({
  ".cm-assist": {
    position: "fixed",
    inset: "auto",
    margin: "0",
    padding: "0",
    maxWidth: "min(36rem, calc(100vw - 1rem))",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    boxShadow: "0 4px 16px rgb(0 0 0 / 0.16)",
    fontSize: "0.8125rem",
    lineHeight: "1.5",
  },
  ".cm-assist ul": { margin: "0", padding: "0.125rem 0", maxHeight: "13rem", overflow: "auto", listStyle: "none" },
  ".cm-assist li": {
    padding: "0.125rem 0.75rem",
    overflow: "hidden",
    fontFamily: "var(--mono)",
    whiteSpace: "nowrap",
    textOverflow: "ellipsis",
    cursor: "pointer",
  },
  ".cm-assist li[aria-selected=true]": { backgroundColor: "var(--code-selection)" },
  ".cm-assist li span": { color: "var(--ink-3)" },
  ".cm-assist code": {
    display: "block",
    padding: "0.5rem 0.75rem",
    fontFamily: "var(--mono)",
    overflowWrap: "anywhere",
  },
  ".cm-assist p": { margin: "0", padding: "0.375rem 0.75rem", color: "var(--ink-2)" },
  ".cm-assist ul + p": { borderTop: "1px solid var(--line)" },
});
