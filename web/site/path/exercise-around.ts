import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define, type ExerciseMemory } from "../../elements/toolkit.js";
import { type Head, say } from "../../format/index.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { aroundWords } from "../words/around.js";
import { leadsTo } from "./next-step.js";

/** What an exercise builds on and leads to, and its neighbours in the list. */
export class DojoExerciseAround extends SiteElement {
  @property() slug = "";
  @property({ attribute: false }) catalogue: readonly Head[] = [];
  @property({ attribute: false }) memory?: Pick<ExerciseMemory, "read">;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        margin-top: 3rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.25rem 1.25rem;
        margin: 0 0 1.5rem;
      }
      dt {
        color: var(--ink-3);
        font-size: 0.8125rem;
        line-height: 1.8;
      }
      dd {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        margin: 0;
      }
      dt,
      dd a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      dd a {
        color: var(--accent);
        text-underline-offset: 0.15em;
      }
      .solved {
        margin-inline-start: 0.375rem;
        color: var(--good);
        font-size: 0.8125rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 1rem;
      }
      .row a {
        color: var(--ink);
        font-weight: 600;
        text-decoration: none;
      }
      .row a:hover {
        color: var(--accent);
      }
      small {
        display: block;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .next {
        margin-inline-start: auto;
        text-align: end;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const { slug, catalogue } = this;
    const words = aroundWords[this.locale];
    const at = catalogue.findIndex((head) => head.slug === slug);
    const after = catalogue[at]?.after ?? [];
    const before = catalogue.filter((head) => after.includes(head.slug));
    const later = leadsTo(slug, catalogue);
    return html`<nav aria-label=${this.words.exercises}>
      ${before.length + later.length > 0 ? html`<dl>${this.row(words.needs, before)} ${this.row(words.leads, later)}</dl>` : nothing}
      <div class="row">${this.neighbour(catalogue[at - 1], words.previous, "previous")} ${this.neighbour(catalogue[at + 1], words.next, "next")}</div>
    </nav>`;
  }

  private row(label: string, heads: readonly Head[]) {
    if (heads.length === 0) return nothing;
    return html`<dt>${label}</dt><dd>${heads.map(
      (head) =>
        html`<span><a href=${hrefOf({ view: "exercise", slug: head.slug })}>${say(head.title, this.locale)}</a>${
          this.memory?.read(head.slug).solved
            ? html`<span class="solved">${this.words.exercise.solved}</span>`
            : nothing
        }</span>`,
    )}</dd>`;
  }

  private neighbour(head: Head | undefined, label: string, name: string) {
    if (head === undefined) return nothing;
    return html`<a class=${name} href=${hrefOf({ view: "exercise", slug: head.slug })}><small>${label}</small>${say(head.title, this.locale)}</a>`;
  }
}

define("dojo-exercise-around", DojoExerciseAround);

declare global {
  interface HTMLElementTagNameMap {
    "dojo-exercise-around": DojoExerciseAround;
  }
}
