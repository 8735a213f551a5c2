import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import "../attention-editor.js";
import "./attention-right-answer.js";
import {
  defaultLanguage,
  type Exercise,
  type Language,
  languages,
  type Style,
  usualStyle,
} from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableProse } from "../../shared/focusable-prose.js";
import { controls } from "../../shared/styles/controls.js";
import { prose } from "../../shared/styles/prose.js";
import { tabList } from "../../shared/tab-list.js";
import { helpMessages } from "./help-text.js";
import { solutionCost } from "./solution-cost.js";

interface Written {
  readonly language: Language;
  readonly style: Style;
  readonly source: string;
}

/** The solution and why it is right, behind a question while the exercise is unsolved. Fires `reveal`. */
export class AttentionSolution extends AttentionElement {
  @property({ attribute: false }) exercise?: Exercise;
  /** HTML made when the project was built. */
  @property() explanation = "";
  @property({ attribute: false }) source = "";
  /** That the learner writes, of `source`. */
  @property() language: Language = defaultLanguage;
  /** Languages that there is a solution in. */
  @property({ attribute: false }) languages: readonly Language[] = [];
  /** Styles that there is a solution in, the usual one first. */
  @property({ attribute: false }) stylesIn: (language: Language) => readonly Style[] = (language) => [
    usualStyle(language),
  ];
  @property({ attribute: false }) sourceIn: (language: Language, style: Style) => Promise<string> = async () => "";
  @property({ type: Boolean }) solved = false;
  @property({ type: Boolean }) revealed = false;
  @property({ type: Number, attribute: "hints-left" }) hintsLeft = 0;

  @state() private asking = false;
  /** Another language or style that is looked at. */
  @state() private other: Written | undefined;

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
      .styles {
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-block: 0.625rem;
      }
      .styles [role="tab"] {
        padding: 0.125rem 0.625rem;
        border-radius: 4px;
        font-size: 0.8125rem;
      }
      .styles [role="tab"][aria-selected="true"] {
        background: var(--sunken);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      .styles [role="tab"][aria-selected="true"]::after {
        content: none;
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

  /** The style stays where the language has it. */
  private async look(language: Language, style: Style): Promise<void> {
    const there = this.stylesIn(language).includes(style) ? style : usualStyle(language);
    const isOwn = language === this.language && there === usualStyle(language);
    this.other = isOwn ? undefined : { language, style: there, source: await this.sourceIn(language, there) };
  }

  private languageTabs({ language, style }: Written) {
    if (this.languages.length < 2) return nothing;
    return tabList(this, {
      label: this.text.programmingLanguage,
      class: "tabs",
      id: "solution",
      tabs: this.languages.map((name) => ({ name, label: languages[name].name })),
      selected: language,
      controls: "code",
      choose: (name) => void this.look(name, style),
    });
  }

  private styleTabs({ language, style }: Written) {
    const names = this.stylesIn(language);
    if (names.length < 2) return nothing;
    return tabList(this, {
      label: this.helps.style,
      class: "styles",
      id: "style",
      tabs: names.map((name) => ({ name, label: this.helps.styles[name] })),
      selected: style,
      controls: "code",
      choose: (name) => void this.look(language, name),
    });
  }

  protected override render() {
    if (this.revealed) {
      const written = this.other ?? { language: this.language, style: usualStyle(this.language), source: this.source };
      const { language, style, source } = written;
      const label = this.helps.solutionLabel(languages[language].name);
      return html`
        ${this.languageTabs(written)} ${this.styleTabs(written)}
        <div class="code" id="code">${keyed(
          `${style} ${language}`,
          html`<attention-editor read-only lang=${this.locale} .value=${source} language=${language} label=${label}></attention-editor>`,
        )}</div>
        <div class="prose" lang=${this.locale}>${unsafeHTML(this.explanation)}</div>
        <attention-right-answer lang=${this.locale} .exercise=${this.exercise} language=${language}></attention-right-answer>
        ${this.exercise?.cost ? html`<div class="prose" id="cost" lang=${this.locale}>${solutionCost(this.exercise.signature, this.exercise.cost, this.helps, html`<h2>${this.helps.cost}</h2>`)}</div>` : nothing}`;
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
