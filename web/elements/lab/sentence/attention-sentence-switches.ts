import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import {
  headCounts,
  positionKinds,
  ranges,
  type SentenceSettings,
  type WeightKind,
} from "../../../lab/sentence/settings.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import "../shared/attention-run-bar.js";
import { segments } from "./sentence-styles.js";
import { sentenceMessages } from "./sentence-text.js";

/** A setting with a slider; `off` is what the slider's left end means, where the setting can be off. */
interface Slider {
  readonly name: keyof typeof ranges;
  readonly value: number;
  readonly low: number;
  readonly said: string;
  readonly set: (value: number) => Partial<SentenceSettings>;
}

/** Everything that can be switched. Fires `attention-set` (detail: the settings that changed). */
export class AttentionSentenceSwitches extends AttentionElement {
  @property({ attribute: false }) chosen?: SentenceSettings;
  /** Where vectors can come from now. */
  @property({ attribute: false }) kinds: readonly WeightKind[] = [];
  @property({ attribute: false }) link?: string | undefined;

  static override styles = [
    super.styles,
    controls,
    segments,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        align-items: start;
        gap: 0.625rem 1.5rem;
        min-width: 0;
        font-size: 0.875rem;
      }
      .field {
        display: grid;
        gap: 0.25rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .name,
      legend {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        padding: 0;
        color: var(--ink-2);
      }
      legend {
        margin-bottom: 0.25rem;
      }
      .value {
        color: var(--ink);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .value.off {
        color: var(--ink-3);
        font-weight: 400;
      }
      .flags {
        display: grid;
        gap: 0.125rem;
      }
      .flags label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: max(1.875rem, var(--target));
      }
      input {
        accent-color: var(--accent);
      }
      input[type="range"] {
        width: 100%;
        min-height: var(--target);
        margin: 0;
      }
      select {
        width: 100%;
        min-height: max(2.25rem, var(--target));
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .note {
        color: var(--ink-3);
        font-size: 0.8125rem;
        line-height: 1.45;
      }
    `,
  ];

  private get words() {
    return sentenceMessages[this.locale];
  }

  private set(change: Partial<SentenceSettings>): void {
    this.dispatchEvent(new CustomEvent("attention-set", { detail: change }));
  }

  protected override render() {
    const { chosen } = this;
    if (!chosen) return nothing;
    // A trained model has its own positions and heads.
    const isTrained = chosen.weights === "trained" && this.kinds.includes("trained");
    return html`${this.vectors(chosen)} ${isTrained ? nothing : html`${this.positions(chosen)} ${this.heads(chosen)}`} ${this.flags(chosen)}
      ${this.sliders(chosen).map((slider) => this.slider(slider))}
      <div class="field">
        <attention-run-bar lang=${this.locale} .run=${null} .seed=${chosen.seed} .link=${this.link}
          @attention-seed=${({ detail }: CustomEvent<number>) => this.set({ seed: detail })}></attention-run-bar>
      </div>`;
  }

  private vectors({ weights }: SentenceSettings) {
    const { words } = this;
    return html`<fieldset class="field">
      <legend>${words.switchNames.weights}</legend>
      <div class="segments">${this.kinds.map(
        (
          kind,
        ) => html`<label><input class="visually-hidden" type="radio" name="vectors" aria-describedby="vectors-note" .checked=${kind === weights}
          @change=${() => this.set(kind === "trained" ? { weights: kind, causal: true } : { weights: kind })} />${words.vectorKinds[kind]}</label>`,
      )}</div>
      <p class="note" id="vectors-note">${words.vectorNotes[weights]}</p>
    </fieldset>`;
  }

  private positions({ positions }: SentenceSettings) {
    const { words } = this;
    const choose = (event: Event) => {
      const kind = positionKinds.find((known) => known === (event.target as HTMLSelectElement).value);
      if (kind) this.set({ positions: kind });
    };
    return html`<label class="field"><span class="name">${words.switchNames.positions}</span>
      <select @change=${choose}>${positionKinds.map(
        (kind) => html`<option value=${kind} .selected=${kind === positions}>${words.positionKinds[kind]}</option>`,
      )}</select></label>`;
  }

  private heads({ heads }: SentenceSettings) {
    const { words } = this;
    return html`<fieldset class="field">
      <legend>${words.switchNames.heads}</legend>
      <div class="segments">${headCounts.map(
        (count) => html`<label><input class="visually-hidden" type="radio" name="heads" .checked=${count === heads}
          @change=${() => this.set({ heads: count })} />${count}</label>`,
      )}</div>
    </fieldset>`;
  }

  private flags(chosen: SentenceSettings) {
    const { words } = this;
    return html`<div class="flags">${(["causal", "scale", "backwards"] as const).map(
      (name) => html`<label><input type="checkbox" .checked=${chosen[name]}
        @change=${(event: Event) => this.set({ [name]: (event.target as HTMLInputElement).checked })} />${words.switchNames[name]}</label>`,
    )}</div>`;
  }

  private sliders({ temperature, softcap, window, sink }: SentenceSettings): readonly Slider[] {
    const { words } = this;
    // Left of its lowest logit the sink is off.
    const noSink = ranges.sink.low - ranges.sink.step;
    return [
      {
        name: "temperature",
        value: temperature,
        low: ranges.temperature.low,
        said: temperature.toFixed(1),
        set: (value) => ({ temperature: value }),
      },
      {
        name: "softcap",
        value: softcap,
        low: 0,
        said: softcap > 0 ? String(softcap) : words.off,
        set: (value) => ({ softcap: value }),
      },
      {
        name: "window",
        value: window,
        low: 0,
        said: window > 0 ? words.windowOf(window) : words.off,
        set: (value) => ({ window: value }),
      },
      {
        name: "sink",
        value: sink ?? noSink,
        low: noSink,
        said: sink === null ? words.off : String(sink),
        set: (value) => ({ sink: value < ranges.sink.low ? null : value }),
      },
    ];
  }

  private slider({ name, value, low, said, set }: Slider) {
    const { words } = this;
    const { high, step } = ranges[name];
    const move = (event: Event) => this.set(set(Number((event.target as HTMLInputElement).valueAsNumber.toFixed(2))));
    return html`<label class="field"><span class="name">${words.switchNames[name]}<span class="value ${said === words.off ? "off" : ""}" aria-hidden="true">${said}</span></span>
      <input type="range" min=${low} max=${high} step=${step} .value=${String(value)} aria-valuetext=${said} @input=${move} />
      ${name === "sink" && value >= ranges.sink.low ? html`<span class="note">${words.sinkNote}</span>` : nothing}</label>`;
  }
}

define("attention-sentence-switches", AttentionSentenceSwitches);
