import { css, html, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { defaultLanguage, type Language } from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { codeColors } from "../../shared/styles/code-colors.js";
import { elsewhereMessages } from "../elsewhere-text.js";
import { createDifference } from "./create-difference.js";

/** Narrower than this, in pixels, there is no room for two programs side by side. */
const narrowest = 620;

/** Two programs, with what differs marked. */
export class AttentionDifference extends AttentionElement {
  @property({ attribute: false }) left = "";
  @property({ attribute: false }) right = "";
  @property() language: Language = defaultLanguage;

  @query(".place") private place!: HTMLElement;
  private takeAway: (() => void) | undefined;
  /** Raised by every drawing, so that one that comes too late is dropped. */
  private drawing = 0;
  private narrow: boolean | undefined;
  private readonly sizes = new ResizeObserver(() => {
    if (this.narrow !== undefined && this.narrow !== this.isNarrow) void this.draw();
  });

  static override styles = [
    super.styles,
    codeColors,
    css`
      :host {
        display: block;
        min-width: 0;
        --code-comment: var(--ink-2);
        --editor-min: 0;
        --editor-max: none;
      }
      .place {
        max-height: 36rem;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
    `,
  ];

  private get isNarrow(): boolean {
    return this.clientWidth < narrowest;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
    if (this.hasUpdated) void this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.takeAway?.();
    this.takeAway = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("left") || changed.has("right") || changed.has("language") || changed.has("lang")) void this.draw();
  }

  private async draw(): Promise<void> {
    const drawing = ++this.drawing;
    const { left, right, language, isNarrow: narrow } = this;
    this.narrow = narrow;
    this.takeAway?.();
    this.takeAway = undefined;
    const takeAway = await createDifference({
      parent: this.place,
      root: this.renderRoot as ShadowRoot,
      left,
      right,
      language,
      narrow,
      label: elsewhereMessages[this.locale].comparison,
      unchangedLines: elsewhereMessages[this.locale].unchangedLines,
    });
    if (drawing === this.drawing && this.isConnected) this.takeAway = takeAway;
    else takeAway();
  }

  protected override render() {
    const same = this.left === this.right;
    return html`${same ? html`<p>${elsewhereMessages[this.locale].same}</p>` : nothing}<div class="place"></div>`;
  }
}

define("attention-difference", AttentionDifference);

declare global {
  interface HTMLElementTagNameMap {
    "attention-difference": AttentionDifference;
  }
}
