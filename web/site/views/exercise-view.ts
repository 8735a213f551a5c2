import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { AttentionExercise } from "../../elements/exercise/attention-exercise.js";
import { controls, define, type ExerciseEvents, type ExerciseMemory } from "../../elements/toolkit.js";
import "../../elements/exercise/attention-exercise.js";
import { listExercises, openExercise, slugs } from "../../exercises/index.js";
import { type Exercise, type Head, type Language, languageNames, say } from "../../format/index.js";
import { deferred } from "../deferred.js";
import { hrefOf, type SharedCode } from "../routes.js";
import type { Submitted } from "../share/hand-in.js";
import type { SharedWork } from "../share/shared-code-bar.js";
import { SiteElement } from "../site-element.js";

/** One exercise with its neighbours. Fires `dojo-title` with the title of the page. */
export class DojoExerciseView extends SiteElement {
  @property() slug = "";
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  @property({ attribute: false }) memory?: ExerciseMemory;
  /** A task of a running interview: it gives nothing away. */
  @property({ type: Boolean }) exam = false;
  /** Code that came with the address. */
  @property({ attribute: false }) shared: SharedCode | undefined;

  /** In place of the learner's own, while code of a link is shown. */
  @state() private sharedWork: SharedWork | null = null;
  private submitted: Submitted | undefined;
  @query("attention-exercise") private element?: AttentionExercise;

  /** Resolves when the heading is drawn, or will never be. */
  private drawn = deferred();
  @state() private exercise: Exercise | undefined;
  @state() private catalogue: readonly Head[] | undefined;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
        --attention-sticky-top: calc(5rem + var(--strip, 0rem));
        --attention-bleed: var(--gutter);
      }
      .title {
        margin-bottom: 0.75rem;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.5rem, 1.2rem + 1.2vw, 1.9375rem);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.022em;
        text-wrap: balance;
      }
      h1:lang(zh) {
        letter-spacing: 0;
      }
      .title p {
        margin-top: 0.375rem;
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      .solved {
        color: var(--good);
        font-weight: 600;
      }
      .onwards {
        margin-top: 1rem;
      }
      @media (max-width: 54rem) {
        :host {
          --attention-sticky-top: calc(1rem + var(--strip, 0rem));
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("shared") || changed.has("slug")) {
      this.sharedWork = null;
      if (this.shared) void import("../share/shared-code-bar.js");
    }
    if (changed.has("slug")) {
      this.submitted = undefined;
      this.drawn = deferred();
      void this.load();
    }
    if (changed.has("lang")) this.tellTitle();
  }

  override async focusHeading(): Promise<boolean> {
    await this.drawn.promise;
    return super.focusHeading();
  }

  private async load(): Promise<void> {
    const { slug } = this;
    this.exercise = undefined;
    if (!slugs.includes(slug)) {
      this.tellTitle();
      await import("./missing-view.js");
      return this.drawn.resolve();
    }
    const exercise = await openExercise(slug);
    if (slug !== this.slug) return;
    this.exercise = exercise;
    this.tellTitle();
  }

  private tellTitle(): void {
    const title = this.exercise ? say(this.exercise.title, this.locale) : "";
    const detail = slugs.includes(this.slug) ? title : this.words.missing.title;
    this.dispatchEvent(new CustomEvent("dojo-title", { detail, bubbles: true, composed: true }));
  }

  private showDrawn(): void {
    this.drawn.resolve();
    this.requestUpdate();
    if (this.memory?.read(this.slug).solved) void this.showAround();
  }

  /** Needs the list of all exercises: of no use to somebody who has only just come, but to who is stuck or has solved it. */
  private async showAround(): Promise<void> {
    this.requestUpdate();
    if (this.exam) return;
    try {
      await import("../path/exercise-around.js");
      this.catalogue ??= await listExercises();
    } catch {
      // Without a network the exercise works; the next hint or solution asks again.
    }
  }

  protected override render() {
    if (!slugs.includes(this.slug))
      return html`<dojo-missing-view lang=${this.locale} .exercise=${this.slug}></dojo-missing-view>`;
    const { sharedWork } = this;
    // A link's language is not the reader's choice: it is offered first, and nothing is loaded for it.
    const offered = sharedWork ? [...languageNames].sort((a) => (a === sharedWork.language ? -1 : 1)) : languageNames;
    const chosen = sharedWork && sharedWork.language !== this.language ? undefined : this.language;
    return html`
      ${this.exam ? html`<dojo-asked-notice lang=${this.locale}></dojo-asked-notice>` : nothing}
      ${this.shared ? this.sharedCode(this.shared) : nothing}
      <attention-exercise
        ?exam=${this.exam}
        lang=${this.locale}
        slug=${this.slug}
        .languages=${offered}
        .language=${chosen}
        .memory=${sharedWork?.memory ?? this.memory}
        @attention-ready=${this.showDrawn}
        @attention-hint=${this.showAround}
        @attention-result=${this.keepReport}
        @attention-solved=${this.showAround}
        @attention-error=${() => this.drawn.resolve()}
      >
        ${this.exercise ? this.title_(this.exercise) : nothing} ${this.next()}
      </attention-exercise>
      ${this.catalogue ? html`<dojo-exercise-around lang=${this.locale} slug=${this.slug} .catalogue=${this.catalogue} .memory=${this.memory}></dojo-exercise-around>` : nothing}
      <dojo-share-dialog lang=${this.locale}></dojo-share-dialog>
    `;
  }

  private sharedCode(shared: SharedCode) {
    const take = ({ detail }: CustomEvent<SharedWork | null>) => {
      this.sharedWork = detail;
    };
    return html`<dojo-shared-code-bar lang=${this.locale} .slug=${this.slug} .shared=${shared} .memory=${this.memory}
      .sourceNow=${() => this.element?.getSource() ?? ""} @shared-work=${take}></dojo-shared-code-bar>`;
  }

  private keepReport({ detail }: CustomEvent<ExerciseEvents["attention-result"]>): void {
    if (detail.mode === "submit") this.submitted = detail;
  }

  private async share(): Promise<void> {
    const { element, exercise, slug } = this;
    if (!element || !exercise) return;
    await import("../share/share-dialog.js");
    const { hints = 0, revealed = false } = this.memory?.read(slug) ?? {};
    const dialog = this.renderRoot.querySelector("dojo-share-dialog");
    await dialog?.open({
      slug,
      title: say(exercise.title, this.locale),
      language: element.shownLanguage,
      code: element.getSource(),
      submitted: this.submitted,
      hints,
      revealed,
    });
  }

  private title_(exercise: Exercise) {
    const solved = this.memory?.read(this.slug).solved;
    return html`<div class="title" slot="title">
      <h1 tabindex="-1" lang=${this.locale}>${say(exercise.title, this.locale)}</h1>
      <p>${this.text.tracks[exercise.track]} · ${this.text.difficulties[exercise.difficulty]}${solved ? html` · <span class="solved">${this.words.exercise.solved}</span>` : nothing}
        · <button class="link" @click=${this.share}>${this.words.exercise.share}</button></p>
    </div>`;
  }

  private next() {
    const at = this.catalogue?.findIndex(({ slug }) => slug === this.slug) ?? -1;
    const next = this.catalogue?.[at + 1];
    if (!next) return nothing;
    return html`<p class="onwards" slot="solved"><a class="button" href=${hrefOf({ view: "exercise", slug: next.slug })}>${this.words.exercise.nextUp(say(next.title, this.locale))}</a></p>`;
  }
}

define("dojo-exercise-view", DojoExerciseView);
