import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { defaultLanguage, type Language, type Locale } from "../../format/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { codeColors } from "../shared/styles/code-colors.js";
import { chosenSettings } from "./chosen-settings.js";
import type { Editor } from "./editor/create-editor.js";

/**
 * The code editor. CodeMirror is loaded when the element is first drawn; until then the source stands there as text of the
 * same size. Fires `change` (its detail is the new text), `run` and `submit`, which stay inside the shadow root.
 */
export class AttentionEditor extends AttentionElement {
  /** The text. It follows what is typed; set, it replaces that in a way that Undo takes back. */
  @property({ attribute: false }) value = "";
  @property() language: Language = defaultLanguage;
  @property() label = "";
  @property({ type: Boolean, attribute: "read-only" }) readOnly = false;
  /** Whether names of the language's libraries are completed and explained. */
  @property({ type: Boolean }) assisted = false;
  /** Line to mark, counted from 1. */
  @property({ attribute: false }) errorLine: number | null = null;

  @state() private loaded = false;
  @query(".editor") private place!: HTMLElement;
  private editor: Editor | undefined;
  /** The language of what makes writing easier, once it is there or on its way. */
  private eased: Locale | undefined;

  static override styles = [
    super.styles,
    codeColors,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      pre {
        min-height: var(--editor-min, 15rem);
        max-height: var(--editor-max, max(18rem, min(34rem, 60vh)));
        padding: 0.75rem 1rem 0.75rem 3.25rem;
        overflow: hidden;
        font: calc(0.875rem * var(--attention-code-size, 1)) / 1.6 var(--mono);
      }
    `,
  ];

  goToLine(line: number): void {
    this.editor?.goToLine(line);
  }

  override focus(): void {
    this.editor?.focus();
  }

  protected override async firstUpdated(): Promise<void> {
    const { createEditor } = await import("./editor/create-editor.js");
    if (!this.isConnected || !this.renderRoot) return;
    this.start(createEditor);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener("attention-editor-settings", this.adapt);
    if (this.hasUpdated && !this.editor) void this.firstUpdated();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener("attention-editor-settings", this.adapt);
    this.editor?.destroy();
    this.editor = undefined;
    this.eased = undefined;
    this.loaded = false;
  }

  private start(createEditor: typeof import("./editor/create-editor.js").createEditor): void {
    this.editor = createEditor({
      parent: this.place,
      root: this.renderRoot as ShadowRoot,
      source: this.value,
      language: this.language,
      readOnly: this.readOnly,
      attributes: this.contentAttributes,
      onChange: (source) => {
        this.value = source;
        this.dispatchEvent(new CustomEvent("change", { detail: source }));
      },
      onRun: () => this.dispatchEvent(new Event("run")),
      onSubmit: () => this.dispatchEvent(new Event("submit")),
    });
    this.editor.markLine(this.errorLine);
    this.loaded = true;
    this.assist();
    if (chosenSettings.has(this.ownerDocument)) this.ease();
  }

  private assist(): void {
    if (this.assisted) void this.editor?.assist(this.language, this.locale);
  }

  /** Without it everything can be written all the same. */
  private ease(): void {
    if (this.eased === this.locale) return;
    this.eased = this.locale;
    this.editor?.ease(this.locale).catch(() => {
      this.eased = undefined;
    });
  }

  private readonly adapt = (): void => {
    this.eased = undefined;
    this.ease();
  };

  private get contentAttributes(): Readonly<Record<string, string>> {
    const shared = {
      "aria-label": this.label,
      tabindex: "0",
      spellcheck: "false",
      autocapitalize: "off",
      translate: "no",
    };
    return this.readOnly ? { ...shared, "aria-readonly": "true" } : { ...shared, "aria-describedby": "keys" };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.editor) return;
    if (changed.has("value") && this.editor.source !== this.value) this.editor.replace(this.value);
    if (changed.has("language")) void this.editor.setLanguage(this.language);
    if (changed.has("label") || changed.has("lang")) this.editor.setAttributes(this.contentAttributes);
    if (changed.has("assisted")) this.assist();
    if (changed.has("errorLine")) this.editor.markLine(this.errorLine);
  }

  protected override render() {
    return html`
      <div class="editor" @focusin=${this.ease}></div>
      ${this.loaded ? nothing : html`<pre aria-busy="true">${this.value}</pre>`}
      <span id="keys" hidden>${this.text.editor.keys}</span>
    `;
  }
}

define("attention-editor", AttentionEditor);

declare global {
  interface HTMLElementTagNameMap {
    "attention-editor": AttentionEditor;
  }
}
