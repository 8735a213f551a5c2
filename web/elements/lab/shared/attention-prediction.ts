import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { labMessages } from "./lab-text.js";

export interface PredictionOption {
  readonly value: string;
  readonly label: string;
}

/** A question that comes before the first result. Fires `attention-predict` with the value that was chosen. */
export class AttentionPrediction extends AttentionElement {
  @property({ attribute: false }) question = "";
  @property({ attribute: false }) options: readonly PredictionOption[] = [];
  /** What was predicted; null before. */
  @property({ attribute: false }) prediction: string | null = null;
  /** What came out, in a sentence, once there is a result. */
  @property({ attribute: false }) outcome: string | null = null;

  @state() private chosen: string | null = null;
  @state() private isEmpty = false;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        padding: 0.875rem 1rem;
        border: 1px solid var(--line);
        border-inline-start: 3px solid var(--accent);
        border-radius: var(--radius);
        background: var(--surface);
      }
      fieldset {
        display: grid;
        gap: 0.375rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: 0.5rem;
        padding: 0;
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: baseline;
        gap: 0.5rem;
        min-height: var(--target);
      }
      input {
        accent-color: var(--accent);
      }
      .button {
        margin-top: 0.75rem;
      }
      .said {
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .outcome {
        margin-top: 0.375rem;
      }
      .empty {
        margin-top: 0.5rem;
        color: var(--bad);
      }
    `,
  ];

  private commit(event: Event): void {
    event.preventDefault();
    this.isEmpty = this.chosen === null;
    if (this.chosen === null) return;
    this.dispatchEvent(new CustomEvent("attention-predict", { detail: this.chosen }));
  }

  protected override render() {
    const words = labMessages[this.locale];
    if (this.prediction !== null) {
      const said = this.options.find(({ value }) => value === this.prediction)?.label ?? this.prediction;
      return html`<p class="said"><strong>${words.predicted}</strong> ${said}</p>
        ${this.outcome === null ? nothing : html`<p class="outcome" role="status">${this.outcome}</p>`}`;
    }
    return html`<form @submit=${this.commit}>
      <fieldset>
        <legend>${words.predict}: ${this.question}</legend>
        ${this.options.map(
          ({ value, label }) => html`<label>
            <input type="radio" name="prediction" .checked=${this.chosen === value} @change=${() => {
              this.chosen = value;
            }} /><span>${label}</span>
          </label>`,
        )}
      </fieldset>
      ${this.isEmpty && this.chosen === null ? html`<p class="empty" role="alert">${words.chooseFirst}</p>` : nothing}
      <button class="button primary">${words.commit}</button>
    </form>`;
  }
}

define("attention-prediction", AttentionPrediction);
