import { css, html, nothing } from "lit";
import type { Locale, Messages } from "../../elements/toolkit.js";
import { functionName, type Head, type Language, say } from "../../format/index.js";
import { leadsTo } from "../path/next-step.js";
import type { Standing } from "../path/standing.js";
import { hrefOf } from "../routes.js";
import { pathWords } from "../words/path.js";

/** What a row is drawn with beside its exercise. */
export interface RowContext {
  readonly catalogue: readonly Head[];
  readonly standingOf: (slug: string) => Standing;
  readonly language: Language;
  readonly locale: Locale;
  readonly text: Messages;
}

const mostNamed = 3;

/** One exercise of the path: how it stands, its name, what it needs and leads to, how often it is asked, minutes, difficulty. */
export function pathRow(head: Head, context: RowContext) {
  const { standingOf, language, locale, text } = context;
  const words = pathWords[locale];
  const { state, wrong } = standingOf(head.slug);
  const level = { easy: 1, medium: 2, hard: 3 }[head.difficulty];
  return html`<li>
    <span class="cell ${state} ${wrong ? "wrong" : ""}" role="img" aria-label=${words.states[wrong ? "wrong" : state]}></span>
    <span class="what"><a class="name" href=${hrefOf({ view: "exercise", slug: head.slug })}>${say(head.title, locale)}</a>
      <span class="function">${functionName({ name: head.function }, language)}</span>${neighbours(head, context)}</span>
    <span class="asked ${head.asked === 3 ? "most" : ""}">${words.asked[head.asked]}</span>
    <span class="minutes">${words.minutes(head.minutes)}</span>
    <span class="difficulty"><span>${text.difficulties[head.difficulty]}</span><i class="level" aria-hidden="true">${[1, 2, 3].map((i) => html`<i class=${i <= level ? "on" : ""}></i>`)}</i></span>
  </li>`;
}

function neighbours({ slug, after }: Head, { catalogue, locale }: RowContext) {
  const words = pathWords[locale];
  const before = catalogue.filter((head) => after.includes(head.slug));
  const later = leadsTo(slug, catalogue);
  const titles = (heads: readonly Head[]) => {
    const named = heads.slice(0, mostNamed).map(({ title }) => say(title, locale));
    const rest = heads.length - named.length;
    return [...named, ...(rest > 0 ? [words.more(rest)] : [])].join(words.and);
  };
  const needs = before.length ? html`<span>${words.needs(titles(before))}</span>` : nothing;
  const leads = later.length ? html`<span class="leads">${words.leads(titles(later))}</span>` : nothing;
  return before.length + later.length > 0 ? html`<span class="around">${needs}${leads}</span>` : nothing;
}

export const pathRowStyles = css`
  li {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.875rem;
    align-items: start;
    margin-inline: -0.75rem;
    padding: 0.5rem 0.75rem;
    border-radius: var(--radius);
  }
  li:hover {
    background: var(--sunken);
  }
  li:hover .name {
    color: var(--accent);
  }
  /* The link is the whole row, and its name the title alone. */
  .name {
    display: inline-flex;
    align-items: center;
    min-width: var(--target);
    min-height: var(--target);
    color: inherit;
    text-decoration: none;
  }
  .name::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: var(--radius);
  }
  .name:focus-visible {
    outline: none;
  }
  .name:focus-visible::after {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .cell {
    width: 1.125rem;
    height: 1.125rem;
    border-radius: 2px;
    box-shadow: inset 0 0 0 1px var(--line-strong);
  }
  /* In the middle of the name. */
  li .cell {
    margin-top: calc((max(var(--target), 1.625rem) - 1.125rem) / 2);
  }
  .cell.started {
    background: linear-gradient(135deg, color-mix(in oklab, var(--accent) 55%, var(--paper)) 50%, transparent 50%);
  }
  .cell.solved {
    background: var(--accent);
    box-shadow: none;
  }
  .cell.wrong {
    background: linear-gradient(45deg, transparent 42%, var(--bad) 42% 58%, transparent 58%);
    box-shadow: inset 0 0 0 1px var(--bad);
  }
  .name {
    margin-inline-end: 0.5rem;
    font-weight: 600;
  }
  .function {
    overflow-wrap: anywhere;
    color: var(--ink-3);
    font: 0.8125rem / 1.5 var(--mono);
  }
  .around {
    display: block;
    color: var(--ink-3);
    font-size: 0.8125rem;
    line-height: 1.5;
  }
  .around span + span::before {
    content: " · ";
  }
  .asked,
  .minutes,
  .difficulty {
    color: var(--ink-3);
    font-size: 0.8125rem;
    line-height: 1.6rem;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .asked.most {
    color: var(--ink);
    font-weight: 600;
  }
  .difficulty {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .level {
    display: inline-flex;
    gap: 2px;
  }
  .level i {
    width: 7px;
    height: 7px;
    border-radius: 1px;
    box-shadow: inset 0 0 0 1px var(--line-strong);
  }
  .level i.on {
    background: var(--ink-2);
    box-shadow: none;
  }
  @media (min-width: 48rem) {
    li {
      grid-template-columns: auto minmax(0, 1fr) 5.75rem 3.75rem 5.5rem;
    }
    .minutes {
      text-align: end;
    }
    .difficulty {
      justify-content: end;
    }
  }
  @media (max-width: 47.99rem) {
    li {
      grid-template:
        "cell what what what" auto
        ". asked minutes difficulty" auto / auto minmax(0, 1fr) auto auto;
    }
    li .cell {
      grid-area: cell;
    }
    /* The page of the exercise tells it. */
    .leads {
      display: none;
    }
    .what {
      grid-area: what;
    }
    .asked {
      grid-area: asked;
    }
    .minutes {
      grid-area: minutes;
    }
    .difficulty {
      grid-area: difficulty;
    }
  }
`;
