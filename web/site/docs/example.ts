import { css, html } from "lit";
import { query, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { LabEvents } from "../../elements/lab/lab-events.js";
import { FocusableWhenScrolling } from "../../elements/shared/focusable-when-scrolling.js";
import { define, type ExerciseEvents, type QuestionEvents } from "../../elements/toolkit.js";
import { SiteElement } from "../site-element.js";
import { docsWords } from "../words/docs.js";
import { codeStyles } from "./code-styles.js";
import "./copy-button.js";

/** What draws each element, loaded by the examples that have it. */
const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  "attention-exercise": () => import("../../elements/exercise/attention-exercise.js"),
  "attention-heatmap": () => import("../../elements/heatmap/attention-heatmap.js"),
  "attention-lab": () => import("../../elements/lab/attention-lab.js"),
  "attention-question": () => import("../../elements/question/attention-question.js"),
};

const events: readonly (keyof ExerciseEvents | keyof QuestionEvents | keyof LabEvents | "attention-select")[] = [
  "attention-ready",
  "attention-language",
  "attention-change",
  "attention-run",
  "attention-result",
  "attention-hint",
  "attention-solved",
  "attention-error",
  "attention-question-ready",
  "attention-question-change",
  "attention-question-answered",
  "attention-question-error",
  "attention-lab-ready",
  "attention-lab-change",
  "attention-lab-predicted",
  "attention-lab-error",
  "attention-select",
];

/** How many of the last events are shown. */
const shown = 4;

const choices = {
  lang: ["en", "zh"],
  theme: ["light", "dark"],
} as const;

type Switch = keyof typeof choices;

/**
 * An element beside the HTML that makes it, with switches for its language and theme. The HTML is the text of the `<pre>` that the
 * page holds in it: our own, made when the project is built. Events end here: an exercise solved in an example is no work to keep.
 */
export class DojoExample extends SiteElement {
  @state() private chosen: Readonly<Partial<Record<Switch, string>>> = {};
  @state() private fired: readonly string[] = [];
  @state() private ready = false;
  @query(".live") private live?: HTMLElement;

  private readonly scrolling = new FocusableWhenScrolling(this, "pre");
  private source = "";
  private coloured = "";

  static override styles = [
    super.styles,
    codeStyles,
    css`
      :host {
        display: block;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .live {
        padding: 1.25rem 1rem;
        background: var(--surface);
        color: var(--ink);
      }
      .live[data-theme="light"] {
        color-scheme: light;
      }
      .live[data-theme="dark"] {
        color-scheme: dark;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem 1rem;
        padding: 0.4375rem 0.4375rem 0.4375rem 1rem;
        border-top: 1px solid var(--line);
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      .bar label {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }
      dojo-copy-button {
        margin-inline-start: auto;
      }
      select {
        min-height: max(1.75rem, var(--target));
        padding: 0 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      pre {
        padding: 0.75rem 1rem;
        overflow-x: auto;
        border-top: 1px solid var(--line);
        background: var(--sunken);
        font: 0.8125rem / 1.6 var(--mono);
      }
      .events {
        padding: 0.4375rem 1rem;
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      .events code {
        color: var(--ink-2);
        font: 0.75rem / 1.5 var(--mono);
      }
      @media print {
        .bar,
        .events {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const code = this.querySelector("code");
    this.source = code?.textContent ?? "";
    this.coloured = code?.innerHTML ?? "";
    void this.loadElements();
  }

  private async loadElements(): Promise<void> {
    const needed = Object.entries(elements).filter(([name]) => this.source.includes(`<${name}`));
    await Promise.all(needed.map(([, load]) => load()));
    this.ready = true;
  }

  protected override updated(): void {
    const element = this.live?.firstElementChild;
    for (const name of Object.keys(choices) as Switch[]) {
      const value = this.chosen[name];
      if (value) element?.setAttribute(name, value);
      else element?.removeAttribute(name);
    }
  }

  protected override firstUpdated(): void {
    for (const name of events) {
      this.live?.addEventListener(name, (event) => {
        event.stopPropagation();
        this.fired = [...this.fired, name].slice(-shown);
      });
    }
  }

  /** The attributes chosen, as they stand in a tag. */
  private chosenAs(write: (name: string, value: string) => string): string {
    return Object.entries(this.chosen)
      .map(([name, value]) => (value ? write(name, value) : ""))
      .join("");
  }

  protected override render() {
    const words = docsWords[this.locale];
    const plain = this.chosenAs((name, value) => ` ${name}="${value}"`);
    const marked = this.chosenAs(
      (name, value) =>
        ` <span class="tok-propertyName">${name}</span>=<span class="tok-string">&quot;${value}&quot;</span>`,
    );
    return html`
      <div class="live" role="group" aria-label=${words.live} data-theme=${this.chosen.theme ?? ""}>${this.ready ? unsafeHTML(this.source) : ""}</div>
      <div class="bar">
        ${this.choice("lang")} ${this.choice("theme")}
        <dojo-copy-button lang=${this.locale} .source=${this.renderRoot.querySelector("pre")} .copied=${this.source.replace(/<attention-\w+/, (tag) => tag + plain)}></dojo-copy-button>
      </div>
      <pre role=${this.scrolling.role} tabindex=${this.scrolling.tabIndex} aria-label=${words.source}><code>${unsafeHTML(this.coloured.replace(/attention-\w+<\/span>/, (tag) => tag + marked))}</code></pre>
      <p class="events">${words.events} ${this.fired.length ? html`<code>${this.fired.join(" → ")}</code>` : words.noEvents}</p>
    `;
  }

  private choice(name: Switch) {
    const choose = (event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      this.chosen = { ...this.chosen, [name]: value };
    };
    return html`<label><code>${name}</code>
      <select @change=${choose}>
        <option value="">${docsWords[this.locale].inherited}</option>
        ${choices[name].map((value) => html`<option value=${value}>${value}</option>`)}
      </select></label>`;
  }
}

define("dojo-example", DojoExample);
