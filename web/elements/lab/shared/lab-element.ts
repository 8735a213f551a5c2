import { css, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { controls } from "../../shared/styles/controls.js";
import { isolation } from "../../shared/styles/isolation.js";
import type { LabEvents } from "../lab-events.js";
import { createForgetfulLabMemory, type LabMemory } from "../lab-memory.js";
import type { LabName } from "../lab-name.js";

/** What a lab keeps over a reload, beside what is its own. */
interface Kept {
  readonly settings: string;
  readonly prediction: string | null;
  /** Of the lab's own; nobody else reads it. */
  readonly work: unknown;
}

/**
 * What all labs share: settings that make a link, a prediction before the first result, and work that survives a reload.
 * `<attention-lab>` makes them.
 */
export abstract class LabElement extends AttentionElement {
  static override styles = [
    super.styles,
    isolation,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem 1.25rem;
      }
      .field {
        display: grid;
        gap: 0.25rem;
        min-width: 0;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .field.inline {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        min-height: var(--target);
      }
      input:not([type="checkbox"], [type="radio"], [type="range"]),
      select,
      textarea {
        min-height: max(2.25rem, var(--target));
        max-width: 100%;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      input[type="checkbox"],
      input[type="radio"],
      input[type="range"] {
        accent-color: var(--accent);
      }
      h3 {
        font-size: 1.0625rem;
        line-height: 1.35;
      }
      .note {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .stack {
        display: grid;
        gap: 1.25rem;
        min-width: 0;
      }
      .stack > * {
        min-width: 0;
      }
      table {
        border-collapse: collapse;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.375rem 0.75rem 0.375rem 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  /** What the link says: `text=the+cat&heads=2`. Anybody may have written it. Empty: what is kept, or the defaults. */
  @property() settings = "";

  @property({ attribute: false }) memory: LabMemory = createForgetfulLabMemory();

  /** Makes a link to these settings; without it there is no button that copies one. */
  @property({ attribute: false }) linkOf?: ((settings: string) => string) | undefined;

  /** What the learner predicted, by the value of the option; null before. */
  @state() protected prediction: string | null = null;

  /** Whether what was kept has been read: until then nothing is drawn that could be lost. */
  @state() protected isOpen = false;

  abstract readonly name: LabName;

  /** Whether what is kept belongs to all settings, as a table of runs does: then a link takes nothing from it. */
  protected readonly worksForAllSettings: boolean = false;

  private work: unknown;
  private shown = "";

  /** Takes the settings of a link or of an earlier visit. Whatever they hold, it does not throw. */
  protected abstract takeSettings(settings: URLSearchParams): void;
  /** The settings as they are now. */
  protected abstract giveSettings(): URLSearchParams;
  /** Takes what `keep` kept. It is a stranger's data by now: another version may have written it. */
  protected abstract takeWork(work: unknown): void;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.isOpen) void this.open();
  }

  private async open(): Promise<void> {
    const kept = await this.memory.read(this.name).catch(() => undefined);
    const { settings, prediction, work } = Object(kept) as { readonly [Key in keyof Kept]?: unknown };
    const before = typeof settings === "string" ? settings : "";
    this.takeSettings(new URLSearchParams(this.settings || before));
    this.shown = this.giveSettings().toString();
    if (typeof prediction === "string") this.prediction = prediction;
    this.work = work;
    // Work of other settings than the link's stays where it is.
    const isOfThese = this.worksForAllSettings || !this.settings || this.shown === before;
    if (work !== undefined && isOfThese) this.takeWork(work);
    this.isOpen = true;
    await this.updateComplete;
    this.send("attention-lab-ready", {});
  }

  protected override willUpdate(changed: PropertyValues): void {
    // A link followed while the lab is open.
    if (this.isOpen && changed.has("settings") && this.settings && this.settings !== this.shown) {
      this.takeSettings(new URLSearchParams(this.settings));
      this.shown = this.giveSettings().toString();
    }
  }

  /** Tells and keeps the settings, after the learner changed one. */
  protected changed(): void {
    const settings = this.giveSettings().toString();
    if (settings === this.shown) return;
    this.shown = settings;
    this.save();
    this.send("attention-lab-change", { settings });
  }

  /** Keeps work over a reload: only what `structuredClone` copies. */
  protected keep(work: unknown): void {
    this.work = work;
    this.save();
  }

  protected predict(prediction: string): void {
    this.prediction = prediction;
    this.save();
    this.send("attention-lab-predicted", { prediction });
  }

  /** The link to what is shown, or undefined where the site gives none. */
  protected get link(): string | undefined {
    return this.linkOf?.(this.giveSettings().toString());
  }

  private save(): void {
    const kept: Kept = { settings: this.giveSettings().toString(), prediction: this.prediction, work: this.work };
    // A full storage takes nothing from who is here: only a reload forgets.
    this.memory.write(this.name, kept).catch(() => undefined);
  }

  protected send<Name extends keyof LabEvents>(type: Name, detail: Omit<LabEvents[Name], "version" | "name">): void {
    const options = { bubbles: true, composed: true, detail: { version: 1, name: this.name, ...detail } };
    this.dispatchEvent(new CustomEvent(type, options));
  }
}
