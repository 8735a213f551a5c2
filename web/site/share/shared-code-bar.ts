import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { controls, define, type ExerciseMemory, type Remembered } from "../../elements/toolkit.js";
import type { Language } from "../../format/index.js";
import { hrefOf, type SharedCode } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { shareWords } from "../words/share.js";
import { decodeCode, LinkError, type LinkProblem } from "./code.js";
import { createSharedMemory } from "./shared-memory.js";

/** What the exercise shall work with while it shows code of a link. */
export interface SharedWork {
  readonly language: Language;
  readonly memory: ExerciseMemory;
}

/**
 * Says that the code in the editor came with a link, and whose it shall be. Fires `shared-work` with the memory that the
 * exercise shall use (null: the learner's own).
 */
export class DojoSharedCodeBar extends SiteElement {
  @property() slug = "";
  @property({ attribute: false }) shared?: SharedCode;
  @property({ attribute: false }) memory?: ExerciseMemory;
  /** What stands in the editor now. */
  @property({ attribute: false }) sourceNow: () => string = () => "";

  @state() private problem: LinkProblem | undefined;
  @state() private ready = false;
  /** What was the learner's before the code of the link became theirs. */
  @state() private replaced: Remembered | undefined;

  static override styles = [
    super.styles,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        margin-bottom: 1.25rem;
        padding: 0.625rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--accent-wash);
        font-size: 0.9375rem;
      }
      p {
        flex: 1 1 20rem;
      }
      .problem {
        background: var(--warn-wash);
        color: var(--warn);
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("shared") || changed.has("slug")) void this.take();
  }

  private async take(): Promise<void> {
    const { shared, memory, slug } = this;
    this.problem = undefined;
    this.replaced = undefined;
    this.ready = false;
    if (!shared || !memory) return;
    const { language } = shared;
    try {
      const code = await decodeCode(shared.code);
      if (shared !== this.shared) return;
      this.tell({ language, memory: createSharedMemory(memory, { slug, language, code }) });
      this.ready = true;
    } catch (error) {
      this.problem = error instanceof LinkError ? error.problem : "unreadable";
    }
  }

  private tell(detail: SharedWork | null): void {
    this.dispatchEvent(new CustomEvent("shared-work", { detail }));
  }

  private get hasOwn(): boolean {
    return !!this.shared && this.memory?.read(this.slug).sources[this.shared.language] !== undefined;
  }

  protected override render() {
    const words = shareWords[this.locale];
    if (this.problem) return html`<div class="problem" role="alert"><p>${words.problems[this.problem]}</p></div>`;
    if (this.replaced)
      return html`<div role="status"><p>${words.used}</p><button class="button quiet" @click=${this.undo}>${words.undo}</button></div>`;
    if (!this.ready) return nothing;
    const back = hrefOf({ view: "exercise", slug: this.slug });
    return html`<div role="status"><p><b>${words.from}</b> ${words.fromHelp(this.hasOwn)}</p>
      <button class="button" @click=${this.use}>${words.use}</button>
      <a class="button quiet" href=${back}>${words.back(this.hasOwn)}</a></div>`;
  }

  private use(): void {
    const { memory, slug, shared } = this;
    if (!memory || !shared) return;
    const before = memory.read(slug);
    const mine = before.sources[shared.language];
    if (mine !== undefined) memory.earlier?.keep(slug, mine, shared.language);
    memory.write(slug, { ...before, sources: { ...before.sources, [shared.language]: this.sourceNow() } });
    this.replaced = before;
    this.tell(null);
  }

  private undo(): void {
    const { memory, slug, replaced, shared } = this;
    if (!memory || !replaced || !shared) return;
    const { [shared.language]: _, ...others } = memory.read(slug).sources;
    const { [shared.language]: mine } = replaced.sources;
    const sources = mine === undefined ? others : { ...others, [shared.language]: mine };
    memory.write(slug, { ...memory.read(slug), sources });
    void this.take();
  }
}

define("dojo-shared-code-bar", DojoSharedCodeBar);
