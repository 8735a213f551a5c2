import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { questionMessages } from "../../elements/question/drawing/question-text.js";
import { define } from "../../elements/toolkit.js";
import { say } from "../../format/index.js";
import { listQuestions, type QuestionHead, type QuestionTopic, questionTopics } from "../../questions/index.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { emptyQuestionRecord, type QuestionRecord } from "../storage/question-record.js";
import { questionWords } from "../words/questions.js";
import { listStyles } from "./list-styles.js";

type State = "right" | "partly" | "wrong" | "untouched";

function stateOf({ mark }: QuestionRecord): State {
  if (!mark) return "untouched";
  return mark.points === mark.of ? "right" : mark.points > 0 ? "partly" : "wrong";
}

/** All questions by topic, with how they were answered. */
export class DojoQuestionList extends SiteElement {
  @property({ attribute: false }) records: ReadonlyMap<string, QuestionRecord> = new Map();
  @state() private questions: readonly QuestionHead[] | undefined;

  static override styles = [
    super.styles,
    listStyles,
    css`
      .head {
        padding-block: clamp(0.5rem, 2vw, 1.25rem) clamp(1.75rem, 4vw, 3rem);
      }
      .standing {
        min-height: 8.5rem;
      }
      .cells {
        display: flex;
        flex-wrap: wrap;
        gap: 3px;
        max-width: 36rem;
        margin: 1.5rem 0 0.5rem;
      }
      .cell {
        width: 1.125rem;
        height: 1.125rem;
        border-radius: 2px;
        box-shadow: inset 0 0 0 1px var(--line-strong);
      }
      .cell.right {
        background: var(--accent);
        box-shadow: none;
      }
      .cell.partly {
        background: linear-gradient(135deg, color-mix(in oklab, var(--accent) 55%, var(--paper)) 50%, transparent 50%);
      }
      .cell.wrong {
        background: linear-gradient(
          45deg,
          transparent 44%,
          var(--line-strong) 44% 56%,
          transparent 56%
        );
      }
      .count {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      li a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 0.875rem;
        align-items: center;
        margin-inline: -0.75rem;
        min-height: var(--target);
        padding: 0.5rem 0.75rem;
        border-radius: var(--radius);
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        background: var(--sunken);
      }
      li a:hover .name {
        color: var(--accent);
      }
      .name {
        font-weight: 600;
        line-height: 1.4;
      }
      .kind {
        color: var(--ink-3);
        font-size: 0.8125rem;
        white-space: nowrap;
      }
    `,
  ];

  private loading: Promise<void> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.loading ??= this.load();
  }

  private async load(): Promise<void> {
    this.questions = await listQuestions();
  }

  override async focusLink(href: string): Promise<boolean> {
    await this.loading;
    return super.focusLink(href);
  }

  private stateOf(slug: string): State {
    return stateOf(this.records.get(slug) ?? emptyQuestionRecord);
  }

  protected override render() {
    const { questions } = this;
    const words = questionWords[this.locale];
    return html`
      <div class="head">
        <h1 tabindex="-1" lang=${this.locale}>${words.title}</h1>
        <p class="intro">${words.intro}</p>
        <div class="standing">${questions ? this.standing(questions) : nothing}</div>
      </div>
      ${questions ? questionTopics.map((topic) => this.topic(topic, questions)) : nothing}
    `;
  }

  private standing(questions: readonly QuestionHead[]) {
    const words = questionWords[this.locale];
    const answered = questions.filter(({ slug }) => this.stateOf(slug) !== "untouched").length;
    const next = questions.find(({ slug }) => this.stateOf(slug) === "untouched");
    return html`
      ${
        next
          ? html`<p class="start">
            <a class="button primary" href=${hrefOf({ view: "question", slug: next.slug })}>${answered ? words.continue : words.begin}</a>
            <span class="up">${say(next.title, this.locale)}</span>
          </p>`
          : nothing
      }
      <div class="cells" aria-hidden="true">${questions.map(({ slug }) => html`<span class="cell ${this.stateOf(slug)}"></span>`)}</div>
      <p class="count">${words.answeredOf(answered, questions.length)}</p>`;
  }

  private topic(topic: QuestionTopic, questions: readonly QuestionHead[]) {
    return html`<section class="topic" aria-labelledby=${topic}>
      <header><h2 id=${topic}>${questionMessages[this.locale].topics[topic]}</h2><p>${questionWords[this.locale].about[topic]}</p></header>
      <ul>${questions.filter((question) => question.topic === topic).map((question) => this.item(question))}</ul>
    </section>`;
  }

  private item({ slug, title, kind, difficulty }: QuestionHead) {
    const state = this.stateOf(slug);
    return html`<li><a href=${hrefOf({ view: "question", slug })}>
      <span class="cell ${state}" role="img" aria-label=${questionWords[this.locale].states[state]}></span>
      <span class="name">${say(title, this.locale)}</span>
      <span class="kind">${questionMessages[this.locale].kinds[kind]} · ${this.text.difficulties[difficulty]}</span>
    </a></li>`;
  }
}

define("dojo-question-list", DojoQuestionList);
