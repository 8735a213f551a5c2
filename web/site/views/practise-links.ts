import { css, html, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { isLabName } from "../../elements/lab/lab-name.js";
import { define } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import { type Head, say } from "../../format/index.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { labWords } from "../words/lab.js";
import { questionWords } from "../words/questions.js";

/** The exercises that practise a question, and the labs that show it. */
export class DojoPractiseLinks extends SiteElement {
  /** As the question names them: slugs of exercises, and `lab/<name>`. */
  @property({ attribute: false }) practise: readonly string[] = [];

  @state() private exercises: readonly Head[] | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        margin-top: 2rem;
      }
      h2 {
        font-size: 0.9375rem;
        font-weight: 650;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        column-gap: 1.25rem;
        padding: 0;
        list-style: none;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: max(1.75rem, var(--target));
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("practise")) void this.load();
  }

  private async load(): Promise<void> {
    this.exercises ??= await listExercises();
  }

  protected override render() {
    const words = questionWords[this.locale];
    return html`<h2>${words.practise}</h2>
      <ul>${this.practise.map((name) => this.link(name))}</ul>`;
  }

  private link(name: string) {
    const lab = name.replace(/^lab\//, "");
    if (lab !== name && isLabName(lab)) {
      const { labs, title } = labWords[this.locale];
      return html`<li><a class="link" href=${hrefOf({ view: "lab", name: lab, settings: "" })}>${title}: ${labs[lab].title}</a></li>`;
    }
    const head = this.exercises?.find(({ slug }) => slug === name);
    return html`<li><a class="link" href=${hrefOf({ view: "exercise", slug: name })}>${head ? say(head.title, this.locale) : name}</a></li>`;
  }
}

define("dojo-practise-links", DojoPractiseLinks);
