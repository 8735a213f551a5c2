import { css, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { controls } from "../shared/styles/controls.js";
import { isolation } from "../shared/styles/isolation.js";
import { type Loading, Wanted } from "../shared/wanted.js";
import type { LabEvents } from "./lab-events.js";
import { createForgetfulLabMemory, type LabMemory } from "./lab-memory.js";
import { isLabName, type LabName } from "./lab-name.js";

/** What is drawn around a lab, with its words: a page without any does not load it. */
const frame = async () => (await import("./shared/lab-frame.js")).drawFrame;

/** The element of each lab, loaded when it is first shown. */
const labs: Readonly<Record<LabName, () => Promise<unknown>>> = {
  sentence: () => import("./sentence/attention-lab-sentence.js"),
  help: () => import("./help/attention-lab-help.js"),
  tasks: () => import("./tasks/attention-lab-tasks.js"),
  induction: () => import("./induction/attention-lab-induction.js"),
  tiles: () => import("./tiles/attention-lab-tiles.js"),
};

/**
 * One experiment on attention, computed in the page by the C++ kernels: predicted, run, read. Its height is that of what it shows.
 *
 * ```html
 * <attention-lab name="sentence" settings="text=the+cat+sat" lang="en" theme="auto" loading="lazy"></attention-lab>
 * ```
 *
 * @tag attention-lab
 * @fires {CustomEvent<LabEvents["attention-lab-ready"]>} attention-lab-ready - The lab is drawn and can be used.
 * @fires {CustomEvent<LabEvents["attention-lab-change"]>} attention-lab-change - A setting changed; the detail holds all of them.
 * @fires {CustomEvent<LabEvents["attention-lab-predicted"]>} attention-lab-predicted - The reader made a prediction.
 * @fires {CustomEvent<LabEvents["attention-lab-error"]>} attention-lab-error - The lab could not be loaded, or a run failed.
 */
export class AttentionLab extends AttentionElement {
  /** Which lab: `sentence`, `help`, `tasks`, `induction` or `tiles`. */
  @property({ reflect: true }) name = "";

  /** Where it begins, as the event `attention-lab-change` and copied links tell it. Default: where the reader was. */
  @property() settings = "";

  /** When to load: at once, when scrolled near, or when the reader presses a button. */
  @property({ reflect: true }) loading: Loading = "eager";

  /** Where settings, predictions and results are kept. Default: as long as the element lives. */
  @property({ attribute: false }) memory: LabMemory = createForgetfulLabMemory();

  /** Makes a link to the lab with these settings. Default: there is no button that copies one. */
  @property({ attribute: false }) linkOf?: ((settings: string) => string) | undefined;

  @state() private draw: Awaited<ReturnType<typeof frame>> | undefined;
  /** The lab whose code is here. */
  @state() private ready: LabName | undefined;
  @state() private failure: string | undefined;

  private readonly wanted = new Wanted(this);

  static override styles = [
    super.styles,
    isolation,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .wait {
        color: var(--ink-3);
      }
      .failure {
        color: var(--bad);
      }
    `,
  ];

  constructor() {
    super();
    this.addController(this.wanted);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("name")) {
      this.ready = undefined;
      this.failure = undefined;
    }
    if (this.name && !this.draw && !this.failure) void this.loadFrame();
    if (this.wanted.now && !this.ready && !this.failure && isLabName(this.name)) void this.load(this.name);
  }

  private async loadFrame(): Promise<void> {
    try {
      this.draw = await frame();
    } catch (error) {
      this.failure = String(error);
    }
  }

  private async load(name: LabName): Promise<void> {
    try {
      await labs[name]();
      if (name === this.name) this.ready = name;
    } catch (error) {
      if (name !== this.name) return;
      const message = error instanceof Error ? error.message : String(error);
      this.failure = message;
      const detail: LabEvents["attention-lab-error"] = { version: 1, name, message };
      this.dispatchEvent(new CustomEvent("attention-lab-error", { bubbles: true, composed: true, detail }));
    }
  }

  protected override render() {
    const { name, draw, ready, failure } = this;
    if (!name) return nothing;
    if (!draw) return failure;
    const isAsked = !this.wanted.now && this.loading === "click";
    const retry = () => {
      this.failure = undefined;
    };
    return draw({ lab: this, ready, failure, isAsked, ask: () => this.wanted.ask(), retry });
  }
}

define("attention-lab", AttentionLab);

declare global {
  interface HTMLElementTagNameMap {
    "attention-lab": AttentionLab;
  }
}
