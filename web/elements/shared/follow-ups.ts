import { css, html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { FollowUp, Locale } from "../../format/index.js";

/** What an interviewer asks next, each answer behind its question. Nothing where nothing is asked. */
export function followUpList(followUps: readonly FollowUp[], heading: TemplateResult, locale: Locale) {
  if (followUps.length === 0) return nothing;
  return html`<section class="prose follow-ups" lang=${locale}>${heading}
    ${followUps.map(
      ({ question, answer }) =>
        html`<details><summary>${unsafeHTML(question)}</summary><div class="prose">${unsafeHTML(answer)}</div></details>`,
    )}</section>`;
}

/** Questions in a row under one another, each with its marker before all of its lines; it takes `prose` too. */
export const followUpStyles = css`
  .follow-ups {
    margin-top: 1.75rem;
  }
  .follow-ups details {
    margin: 0;
    padding-inline-start: 1.25rem;
    border-bottom: 1px solid var(--line);
  }
  .follow-ups summary {
    padding: 0.625rem 0.25rem;
    list-style-position: outside;
    font-weight: 500;
  }
  .follow-ups summary:focus-visible {
    outline-offset: -2px;
  }
  .follow-ups summary:hover {
    color: var(--accent);
  }
  .follow-ups summary::marker {
    color: var(--ink-3);
  }
  .follow-ups .prose {
    padding: 0 0.25rem 1rem;
    color: var(--ink-2);
  }
`;
