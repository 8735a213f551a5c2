import { css, html, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { inMegabytes } from "../../shared/format-array.js";
import { readableFailure } from "../../shared/readable-failure.js";
import { controls } from "../../shared/styles/controls.js";
import type { PageJudge } from "../judge-of-page.js";
import { pythonText } from "./python-text.js";

/**
 * How far Python is: offered, on its way, ready, failed. Always of the same height, so that nothing moves when it changes.
 * Fires `load` when the reader asks for it, for the first time or once more, and `ready` when it is there.
 */
export class AttentionPythonStatus extends AttentionElement {
  @property({ attribute: false }) judge?: PageJudge;

  private unsubscribe = () => {};

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 1rem;
        min-height: 2.5rem;
        padding: 0.375rem 1rem;
        border-top: 1px solid var(--line);
        color: var(--ink-2);
        font-size: 0.8125rem;
        line-height: 1.5;
      }
      .bytes {
        margin-inline-start: auto;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .failed {
        color: var(--bad);
      }
      small {
        flex-basis: 100%;
        color: var(--ink-3);
        font-size: 0.75rem;
        overflow-wrap: anywhere;
      }
      progress {
        position: absolute;
        inset: -1px 0 auto;
        width: 100%;
        height: 3px;
        border: 0;
        appearance: none;
        background: var(--line);
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      progress:indeterminate {
        background: linear-gradient(90deg, transparent, var(--accent), transparent) 0 0 / 40% 100% no-repeat var(--line);
        animation: sweep 1.1s linear infinite;
      }
      progress:indeterminate::-webkit-progress-bar {
        background: none;
      }
      progress:indeterminate::-moz-progress-bar {
        background: none;
      }
      @keyframes sweep {
        from {
          background-position: -70% 0;
        }
        to {
          background-position: 170% 0;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("judge")) this.follow();
  }

  private follow(): void {
    this.unsubscribe();
    this.unsubscribe = this.judge?.subscribe(() => this.changed()) ?? (() => {});
  }

  private changed(): void {
    this.requestUpdate();
    if (this.judge?.stateOf("python").status === "ready") this.dispatchEvent(new Event("ready"));
  }

  protected override render() {
    const python = pythonText[this.locale];
    const state = this.judge?.stateOf("python") ?? { status: "asleep" };
    switch (state.status) {
      case "asleep":
        return html`<span>${python.offered}</span> ${this.button(python.load)}`;
      case "loading":
        return this.progress(state.bytesLoaded, state.bytesTotal);
      case "ready":
        return html`<span role="status">${python.ready}</span>`;
      case "failed":
        return html`<span class="failed" role="alert">${python.failed}</span> ${this.button(this.text.retry)} <small>${readableFailure(state.failure, this.text, this.locale)}</small>`;
      default:
        return state satisfies never;
    }
  }

  private progress(loaded: number, total: number) {
    const python = pythonText[this.locale];
    if (loaded === total) {
      return html`<progress aria-label=${python.starting}></progress><span role="status">${python.starting}</span>`;
    }
    return html`
      <progress aria-label=${python.loading} max=${total} .value=${loaded}></progress>
      <span role="status">${python.loading}</span>
      <span class="bytes">${python.bytes(inMegabytes(loaded), inMegabytes(total))}</span>
    `;
  }

  private button(label: string) {
    return html`<button class="link" @click=${() => this.dispatchEvent(new Event("load"))}>${label}</button>`;
  }
}

define("attention-python-status", AttentionPythonStatus);

declare global {
  interface HTMLElementTagNameMap {
    "attention-python-status": AttentionPythonStatus;
  }
}
