import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { slugs } from "../../exercises/index.js";
import { type Head, type Language, languages, say } from "../../format/index.js";
import type { InterviewSummary } from "../interview/last-interview.js";
import { lastWorked, type Worked } from "../path/last-worked.js";
import type { Step } from "../path/next-step.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { ExerciseRecord } from "../storage/record.js";
import { deskWords } from "../words/desk.js";

/** One of the things to go on with. */
interface Tile {
  readonly kind: string;
  readonly title: string;
  readonly note?: string;
  readonly action: string;
  readonly href: string;
}

/** Where words come later: the tile is there already, and does not grow. */
const later = "\u00a0";

/** For who returns, in the place of the card: what was worked on last, what comes next, what is due, the last interview. */
export class DojoHeroDesk extends SiteElement {
  @property({ attribute: false }) catalogue: readonly Head[] = [];
  /** The programming language that was chosen. */
  @property({ attribute: false }) language?: Language;
  @property({ attribute: false }) records: ReadonlyMap<string, ExerciseRecord> = new Map();
  @property({ attribute: false }) step: Step | undefined;
  @property({ attribute: false }) due = 0;
  /** Null where there is none; undefined until it is here. */
  @property({ attribute: false }) interview: InterviewSummary | null | undefined = null;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 0.75rem;
        list-style: none;
      }
      li {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        min-width: 0;
        padding: 1rem 1.25rem 1.125rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      small {
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
      h2 {
        max-width: 100%;
        margin-top: 0.125rem;
        font-size: 1.125rem;
        font-weight: 680;
        line-height: 1.35;
        letter-spacing: -0.01em;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      p {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .button {
        margin-top: 0.75rem;
      }
      @media (min-width: 40rem) {
        ul {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        li {
          min-height: 10.5rem;
        }
        .button {
          margin-top: auto;
        }
      }
      @media (min-width: 62rem) {
        ul {
          grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
        }
      }
    `,
  ];

  protected override render() {
    const words = deskWords[this.locale];
    const onward = [this.lastOne(), this.nextOne()];
    // What is solved waits behind what is not.
    if (this.worked()?.solved) onward.reverse();
    const tiles = [...onward, this.reviewOne(), this.interviewOne()].filter((tile) => tile !== null);
    return html`<ul aria-label=${words.label}>${tiles.map(
      ({ kind, title, note, action, href }, i) => html`<li>
        <small>${kind}</small><h2>${title}</h2>${note ? html`<p>${note}</p>` : nothing}
        <a class="button ${i === 0 ? "primary" : ""}" href=${href} aria-label="${action}: ${title}">${action}</a>
      </li>`,
    )}</ul>`;
  }

  private headOf(slug: string): Head | undefined {
    return this.catalogue.find((head) => head.slug === slug);
  }

  private worked(): Worked | undefined {
    return lastWorked(this.records, (slug) => slugs.includes(slug), this.language);
  }

  private lastOne(): Tile | null {
    const words = deskWords[this.locale];
    const worked = this.worked();
    if (!worked) return null;
    const { slug, language, solved } = worked;
    const head = this.headOf(slug);
    const state = words.states[solved ? "solved" : "started"];
    return {
      kind: words.last,
      title: head ? say(head.title, this.locale) : later,
      note: [...(language ? [languages[language].name] : []), state].join(" · "),
      action: solved ? words.open : words.goOn,
      href: hrefOf({ view: "exercise", slug }),
    };
  }

  private nextOne(): Tile | null {
    const words = deskWords[this.locale];
    const { step } = this;
    if (!step || step.head.slug === this.worked()?.slug) return null;
    const { slug, title, minutes } = step.head;
    return {
      kind: words.next,
      title: say(title, this.locale),
      note: words.minutes(minutes),
      action: step.kind === "begin" ? words.begin : words.goOn,
      href: hrefOf({ view: "exercise", slug }),
    };
  }

  private reviewOne(): Tile {
    const words = deskWords[this.locale];
    return {
      kind: words.review,
      title: this.due ? words.due(this.due) : words.nothingDue,
      action: this.due ? words.toReview : words.comingUp,
      href: hrefOf({ view: "review" }),
    };
  }

  private interviewOne(): Tile {
    const words = deskWords[this.locale];
    const { interview } = this;
    const tile = { kind: words.interview, href: hrefOf({ view: "interview" }) };
    if (interview === null) return { ...tile, title: words.noInterview, action: words.toInterview };
    if (interview === undefined) return { ...tile, title: later, note: later, action: words.toReport };
    const { minutes, started, running, right, total } = interview;
    const date = new Intl.DateTimeFormat(this.locale === "zh" ? "zh-CN" : "en-GB", { day: "numeric", month: "long" });
    const note = words.when(date.format(started), minutes);
    return running
      ? { ...tile, title: words.running, note, action: words.back }
      : { ...tile, title: words.result(right, total), note, action: words.toReport };
  }
}

define("dojo-hero-desk", DojoHeroDesk);
