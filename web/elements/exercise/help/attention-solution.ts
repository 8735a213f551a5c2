import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import "../attention-editor.js";
import { defaultLanguage, type Language, languages } from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableProse } from "../../shared/focusable-prose.js";
import { controls } from "../../shared/styles/controls.js";
import { prose } from "../../shared/styles/prose.js";
import { tabList } from "../../shared/tab-list.js";
import { helpMessages } from "./help-text.js";

/** The solution and why it is right, behind a question while the exercise is unsolved. Fires `reveal`. */
export class AttentionSolution extends AttentionElement {
  /** HTML made when the project was built. */
  @property() explanation = "";
  @property({ attribute: false }) source = "";
  /** That the learner writes, of `source`. */
  @property() language: Language = defaultLanguage;
  /** Languages that there is a solution in. */
  @property({ attribute: false }) languages: readonly Language[] = [];
  @property({ attribute: false }) sourceIn: (language: Language) => Promise<string> = async () => "";
  @property({ type: Boolean }) solved = false;
  @property({ type: Boolean }) revealed = false;
  @property({ type: Number, attribute: "hints-left" }) hintsLeft = 0;

  @state() private asking = false;
  /** Another language that is looked at. */
  @state() private other: { readonly language: Language; readonly source: string } | undefined;

  constructor() {
    super();
    this.addController(new FocusableProse(this));
  }

  static override styles = [
    super.styles,
    controls,
    prose,
    css`
      :host {
        display: block;
      }
      .ask {
        max-width: 34rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 1rem;
      }
      .muted {
        color: var(--ink-2);
      }
      .code {
        --editor-min: 0;
        --editor-max: none;
        margin-bottom: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: hidden;
      }
    `,
  ];

  private get helps() {
    return helpMessages[this.locale];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("language")) this.other = undefined;
  }

  private async look(language: Language): Promise<void> {
    this.other = language === this.language ? undefined : { language, source: await this.sourceIn(language) };
  }

  private tabs(selected: Language) {
    return tabList(this, {
      label: this.text.programmingLanguage,
      class: "tabs",
      id: "solution",
      tabs: this.languages.map((name) => ({ name, label: languages[name].name })),
      selected,
      controls: "code",
      choose: (language) => void this.look(language),
    });
  }

  protected override render() {
    if (this.revealed) {
      const { language, source } = this.other ?? this;
      const label = this.helps.solutionLabel(languages[language].name);
      return html`
        ${this.languages.length > 1 ? this.tabs(language) : nothing}
        <div class="code" id="code">${keyed(
          language,
          html`<attention-editor read-only lang=${this.locale} .value=${source} language=${language} label=${label}></attention-editor>`,
        )}</div>
        <div class="prose" lang=${this.locale}>${unsafeHTML(this.explanation)}</div>`;
    }
    if (!this.asking) return html`<button class="button" @click=${this.ask}>${this.helps.showSolution}</button>`;
    return html`<div class="ask" role="group" aria-labelledby="warning">
      <p id="warning">${this.helps.solutionWarning}</p>
      ${this.hintsLeft > 0 ? html`<p class="muted">${this.helps.hintsLeft(this.hintsLeft)}</p>` : nothing}
      <div class="actions">
        <button class="button" id="keep" @click=${() => this.answer(false)}>${this.helps.keepTrying}</button>
        <button class="button quiet" @click=${() => this.answer(true)}>${this.helps.showAnyway}</button>
      </div>
    </div>`;
  }

  private ask(): void {
    if (this.solved) {
      this.answer(true);
      return;
    }
    this.asking = true;
    void this.focusOn("#keep");
  }

  private answer(reveal: boolean): void {
    this.asking = false;
    if (reveal) this.dispatchEvent(new Event("reveal"));
    void this.focusOn(".button");
  }
}

define("attention-solution", AttentionSolution);

declare global {
  interface HTMLElementTagNameMap {
    "attention-solution": AttentionSolution;
  }
}
