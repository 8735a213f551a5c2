import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { defaultLanguage, type Language } from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import type { Earlier } from "../../shared/earlier-memory.js";
import { controls } from "../../shared/styles/controls.js";
import { elsewhereMessages } from "../elsewhere-text.js";
import { whenOf } from "../when-of.js";
import "./attention-difference.js";

/** What of the code can be compared with what: an earlier one by its number, that in the editor, or the published solution. */
export type Side = number | "editor" | "solution";
export type Sides = readonly [Side, Side];

/** Two programs of one learner beside each other. Fires `choose` (detail: the sides) and `close`. */
export class AttentionCompared extends AttentionElement {
  @property({ attribute: false }) texts: readonly Earlier[] = [];
  @property() language: Language = defaultLanguage;
  @property({ attribute: false }) current = "";
  @property({ attribute: false }) solution: string | null = null;
  @property({ type: Boolean }) solved = false;
  @property({ attribute: false }) sides: Sides = ["editor", "editor"];

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
      }
      .comparison {
        margin-top: 0.75rem;
        padding: 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .sides {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem 0.75rem;
        margin-bottom: 0.5rem;
      }
      .sides span {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        min-width: 0;
      }
      .sides .button {
        margin-inline-start: auto;
      }
      select {
        min-width: 0;
        max-width: 100%;
        min-height: max(2rem, var(--target));
        padding: 0 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 3px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .button {
        min-height: 2rem;
        font-size: 0.875rem;
      }
    `,
  ];

  protected override firstUpdated(): void {
    void this.focusOn("select");
  }

  protected override render() {
    const [left, right] = this.sides;
    const words = elsewhereMessages[this.locale];
    return html`<section class="comparison" aria-label=${words.comparison}>
      <div class="sides">
        ${this.side("left", words.compareWith, left, (side) => [side, right])} ${this.side("right", words.and, right, (side) => [left, side])}
        <button class="button" @click=${() => this.dispatchEvent(new CustomEvent("close"))}>${words.close}</button>
      </div>
      <attention-difference lang=${this.locale} .language=${this.language} .left=${this.codeOf(left)} .right=${this.codeOf(right)}></attention-difference>
    </section>`;
  }

  private side(id: string, label: string, chosen: Side, withSide: (side: Side) => Sides) {
    const words = elsewhereMessages[this.locale];
    const sides: readonly { readonly side: Side; readonly name: string }[] = [
      { side: "editor", name: words.editor },
      ...(this.solved || this.solution !== null ? [{ side: "solution" as const, name: words.solution }] : []),
      ...this.texts.map((earlier, side) => {
        const verdict = earlier.verdict ? ` · ${this.text.verdicts[earlier.verdict]}` : "";
        return { side, name: `${whenOf(earlier, this.locale)}${verdict}` };
      }),
    ];
    const choose = (event: Event) => {
      const one = sides[(event.target as HTMLSelectElement).selectedIndex];
      if (one) this.dispatchEvent(new CustomEvent("choose", { detail: withSide(one.side) }));
    };
    return html`<span><label for=${id}>${label}</label> <select id=${id} @change=${choose}>${sides.map(
      ({ side, name }) => html`<option .selected=${side === chosen}>${name}</option>`,
    )}</select></span>`;
  }

  private codeOf(side: Side): string {
    switch (side) {
      case "editor":
        return this.current;
      case "solution":
        return this.solution ?? "";
      default:
        return this.texts[side]?.text ?? "";
    }
  }
}

define("attention-compared", AttentionCompared);

declare global {
  interface HTMLElementTagNameMap {
    "attention-compared": AttentionCompared;
  }
}
