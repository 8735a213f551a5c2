import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { scriptLanguage } from "../../../format/index.js";
import { type OwnOutcome, ownProgram, readOwnOutcome, starter } from "../../../lab/help/own-pool.js";
import { drawMaterial, type RunResult } from "../../../lab/help/race.js";
import { defaults, type HelpSettings, seedsInARace, sizes } from "../../../lab/help/settings.js";
import { createJavaScriptRuntime, type Runtime } from "../../../runtimes/index.js";
import "../../exercise/attention-editor.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { helpMessages } from "./help-text.js";

type Failure = OwnOutcome & { readonly status: "failed" };

/**
 * The learner's own pooling: an editor, and its trainings where programs of learners run. Fires `own-source` (detail: the text)
 * and `own-results` (detail: the results so far) while and after it trains.
 */
export class AttentionOwnPool extends AttentionElement {
  @property({ attribute: false }) settings: HelpSettings = defaults;
  @property({ attribute: false }) source = starter;

  /** The seed that is being trained, from 0; null when none is. */
  @state() private attempt: number | null = null;
  @state() private failure: Failure | undefined;
  @state() private printed = "";
  @state() private isDone = false;

  private runtime: Runtime | undefined;
  private stopping: AbortController | undefined;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }
      p {
        max-width: 44rem;
      }
      attention-editor {
        --editor-min: 12rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--surface);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
      }
      .status {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .note {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .failure {
        color: var(--bad);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, max-content) minmax(0, 1fr);
        gap: 0.25rem 1rem;
        margin-top: 0.5rem;
        font-size: 0.875rem;
      }
      dt {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
      dd {
        color: var(--ink-2);
      }
      pre {
        max-height: 12rem;
        overflow: auto;
        padding: 0.5rem 0.75rem;
        background: var(--sunken);
        font: 0.8125rem / 1.5 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      @media (max-width: 30rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        dd {
          margin-bottom: 0.375rem;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.runtime?.dispose();
    this.runtime = undefined;
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  private edit(source: string): void {
    this.source = source;
    this.failure = undefined;
    this.isDone = false;
    this.tell("own-source", source);
  }

  private stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.attempt = null;
  }

  private async run(): Promise<void> {
    if (this.attempt !== null) return;
    const { source, settings } = this;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    this.failure = undefined;
    this.isDone = false;
    this.printed = "";
    const results: RunResult[] = [];
    this.tell("own-results", results);
    this.runtime ??= createJavaScriptRuntime();
    for (let attempt = 0; attempt < seedsInARace; attempt++) {
      this.attempt = attempt;
      const outcome = await this.train(this.runtime, source, settings, attempt, signal);
      if (signal.aborted || !outcome) return;
      this.printed = outcome.console;
      if (outcome.status === "failed") {
        this.failure = outcome;
        break;
      }
      results.push(outcome.result);
      this.tell("own-results", [...results]);
    }
    this.attempt = null;
    this.isDone = results.length === seedsInARace;
  }

  /** @returns undefined when it was stopped */
  private async train(
    runtime: Runtime,
    source: string,
    settings: HelpSettings,
    attempt: number,
    signal: AbortSignal,
  ): Promise<OwnOutcome | undefined> {
    try {
      const program = ownProgram(source, settings, drawMaterial(settings, attempt));
      return readOwnOutcome(await runtime.run(program, signal), source, attempt);
    } catch (error) {
      if (signal.aborted) return undefined;
      const message = error instanceof Error ? error.message : String(error);
      return { status: "failed", problem: "threw", message, console: "" };
    }
  }

  private describe({ problem, message, line }: Failure): string {
    const words = helpMessages[this.locale];
    const text = words.problems[problem];
    const said = typeof text === "string" ? text : text(message);
    return line === undefined ? said : `${said} (${words.atLine(line)})`;
  }

  protected override render() {
    const words = helpMessages[this.locale];
    const { failure, attempt } = this;
    return html`<p>${words.ownAbout(sizes.dim)}</p>
      <attention-editor
        lang=${this.locale}
        .language=${scriptLanguage}
        label=${words.editor}
        .value=${this.source}
        .errorLine=${failure?.line ?? null}
        @change=${(event: CustomEvent<string>) => this.edit(event.detail)}
        @run=${this.run}
        @submit=${this.run}
      ></attention-editor>
      <div class="bar">
        ${
          attempt === null
            ? html`<button class="button primary" @click=${this.run}>${words.ownRun}</button>
              ${this.source === starter ? nothing : html`<button class="button quiet" @click=${() => this.edit(starter)}>${words.ownReset}</button>`}`
            : html`<button class="button" @click=${this.stop}>${words.ownStop}</button>
              <progress max=${seedsInARace} .value=${attempt} aria-label=${words.ownRunning(attempt + 1)}></progress>`
        }
        <span class="status" role="status">${attempt === null ? (this.isDone ? words.ownDone : "") : words.ownRunning(attempt + 1)}</span>
      </div>
      ${failure ? html`<p class="failure" role="alert">${this.describe(failure)}</p>` : nothing}
      ${this.printed ? html`<details open><summary>${words.printed}</summary><pre tabindex="0">${this.printed}</pre></details>` : nothing}
      <p class="note">${words.ownSafe}</p>
      <details>
        <summary>${words.operations}</summary>
        <dl>${words.operationsList.map(([name, about]) => html`<dt>${name}</dt><dd>${about}</dd>`)}</dl>
      </details>`;
  }
}

define("attention-own-pool", AttentionOwnPool);
